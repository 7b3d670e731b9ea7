import Model

/// Every file of a base that an extension could meet: those below `/usr`, `/etc` and `/opt`, and what stands at the top.
package struct BaseFiles: Equatable, Sendable {
    private var table: [String: BaseFile] = [:]

    /// Makes a base without files.
    package init() {}

    /// What the base has at exactly this path, without following links.
    package subscript(path: String) -> BaseFile? {
        get { table[path] }
        set { table[path] = newValue }
    }

    /// How many there are.
    package var count: Int { table.count }

    /// All paths, sorted.
    package var paths: [String] { table.keys.sorted() }

    /// The names directly in a folder, sorted.
    package func names(in folder: String) -> [String] {
        table.keys.filter { PathText.parent($0) == folder }.map { PathText.name($0) }.sorted()
    }
}

extension BaseFiles {
    /// The table as bytes: for each path in order the path, NUL, the facts, NUL.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        for (path, file) in table.sorted(by: { $0.key < $1.key }) {
            let mode = String(file.permissions, radix: 8)
            let facts =
                switch file.kind {
                case .directory: "d \(mode)"
                case .file(let size, let checksum): "f \(mode) \(size) \(checksum?.hex ?? "-")"
                case .symlink(let target): "l \(mode) \(target)"
                case .special: "s \(mode)"
                }
            bytes += path.utf8
            bytes.append(0)
            bytes += facts.utf8
            bytes.append(0)
        }
        return bytes
    }

    /// Reads what ``encoded`` wrote; nothing when it is malformed.
    package init?(decoding bytes: [UInt8]) {
        var fields = bytes.split(separator: 0, omittingEmptySubsequences: false)
        guard fields.popLast()?.isEmpty == true, fields.count.isMultiple(of: 2) else { return nil }
        table.reserveCapacity(fields.count / 2)
        for index in stride(from: 0, to: fields.count, by: 2) {
            guard let file = BaseFile(decoding: fields[index + 1]) else { return nil }
            table[String(decoding: fields[index], as: UTF8.self)] = file
        }
    }
}

extension BaseFile {
    fileprivate init?(decoding bytes: ArraySlice<UInt8>) {
        let fields = bytes.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard fields.count > 1,
            let mode = UInt16(String(decoding: fields[1], as: UTF8.self), radix: 8)
        else { return nil }
        let rest = fields.count > 2 ? String(decoding: fields[2], as: UTF8.self) : ""
        permissions = mode
        switch fields[0].first {
        case UInt8(ascii: "d"): kind = .directory
        case UInt8(ascii: "s"): kind = .special
        case UInt8(ascii: "l"): kind = .symlink(target: rest)
        case UInt8(ascii: "f"):
            let parts = rest.split(separator: " ")
            guard parts.count == 2, let size = Int64(parts[0]) else { return nil }
            let checksum = Checksum(hex: parts[1])
            guard checksum != nil || parts[1] == "-" else { return nil }
            kind = .file(size: size, checksum: checksum)
        default: return nil
        }
    }
}
