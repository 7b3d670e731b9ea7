import EROFS
import Images
import Model

/// Where the bytes of an image are: by folder, and by package where its provenance tells.
struct SizeLines: Encodable {
    struct Row: Encodable {
        /// A folder's path, or a package's name.
        let name: String
        /// In bytes, uncompressed.
        let size: UInt64
        /// Of the whole, from 0 to 1.
        let share: Double
        /// How deep a folder lies; 0 for the root, and for packages.
        let depth: Int
    }

    /// In bytes, uncompressed.
    let total: UInt64
    let folders: [Row]
    let packages: [Row]

    /// Sums sizes; packages count as large as they say that they are once installed.
    init(_ contents: ImageContents, packages: [ImageDocument.PackageSize], depth: Int) {
        let sizes = FolderSizes(contents)
        let total = sizes.total
        self.total = total
        folders = sizes.rows(depth: depth).map { row in
            Row(
                name: row.path.description,
                size: row.size,
                share: Self.share(row.size, of: total),
                depth: row.depth
            )
        }
        let sum = packages.reduce(0 as UInt64) { $0.addingReportingOverflow($1.size).partialValue }
        self.packages = packages.filter { $0.size > 0 }
            .sorted { ($1.size, $0.name) < ($0.size, $1.name) }
            .map {
                Row(name: $0.name, size: $0.size, share: Self.share($0.size, of: sum), depth: 0)
            }
    }

    private static func share(_ size: UInt64, of total: UInt64) -> Double {
        total == 0 ? 0 : Double(size) / Double(total)
    }

    var text: String {
        var parts = [Self.table("folder", folders)]
        if !packages.isEmpty { parts.append(Self.table("package", packages)) }
        return parts.joined(separator: "\n\n")
    }

    private static let width = 20

    private static func table(_ name: String, _ rows: [Row]) -> String {
        let sizes = rows.map { "\(ByteCount(Int64(clamping: $0.size)))" }
        let widest = max(4, sizes.map(\.count).max() ?? 0)
        let head =
            pad("size", widest) + "   share  " + String(repeating: " ", count: width + 2) + name
        let lines = zip(rows, sizes).map { row, size in
            let tenths = Int((row.share * 1000).rounded())
            let share = pad("\(tenths / 10).\(tenths % 10)%", 6)
            let filled = min(width, Int((row.share * Double(width)).rounded()))
            let bar =
                String(repeating: "█", count: filled)
                + String(repeating: "·", count: width - filled)
            let indent = String(repeating: "  ", count: row.depth)
            return "\(pad(size, widest))  \(share)  \(bar)  \(indent)\(row.name.shown)"
        }
        return ([head.uppercased()] + lines).joined(separator: "\n")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
