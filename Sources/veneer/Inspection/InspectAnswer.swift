import EROFS
import Images
import Model

/// What `inspect` tells of an image.
struct InspectAnswer: Report {
    let image: String
    /// Of the image file, in bytes.
    let size: Int64
    let uuid: String
    let volumeName: String
    /// How it was compressed; nothing when its maker left no record.
    let compression: String?
    let inodes: UInt64
    let blocks: UInt32
    let blockSize: Int
    let census: ImageCensus
    /// The names of its release files; systemd wants exactly one.
    let releaseNames: [String]
    let release: ExtensionRelease?
    let hasOSRelease: Bool
    let units: [String]
    let files: [FileLine]?
    let packages: [String]?
    let unitDetails: [ImageUnit]?
    let sizes: SizeLines?

    init(
        image: String,
        size: Int64,
        facts: ImageFacts,
        census: ImageCensus,
        files: [FileLine]?,
        packages: [String]?,
        unitDetails: [ImageUnit]?,
        sizes: SizeLines?
    ) {
        self.image = image
        self.size = size
        let superblock = facts.superblock
        uuid = superblock.uuid.description
        volumeName = superblock.volumeName
        compression = superblock.record.map(Self.words)
        inodes = superblock.inodeCount
        blocks = superblock.blocks
        blockSize = 1 << superblock.blockBits
        self.census = census
        releaseNames = facts.releaseNames
        release = facts.release
        hasOSRelease = facts.hasOSRelease
        units = facts.units
        self.files = files
        self.packages = packages
        self.unitDetails = unitDetails
        self.sizes = sizes
    }

    var text: String {
        var lines = [
            image,
            "  format       EROFS, \(ByteCount(size)), \(inodes) inodes, UUID \(uuid)",
            "  compression  \(compression ?? "unknown: its maker left no record")",
            "  extension    \(releaseNames.isEmpty ? "none" : releaseNames.joined(separator: ", ").shown)",
            "  fits         \(fit)",
            "  units        \(units.isEmpty ? "none" : units.joined(separator: ", ").shown)",
            """
              content      \(census.files) files with \(ByteCount(census.contentSize)), \
            \(census.directories) folders, \(census.links) links, \(census.others) others
            """,
        ]
        if hasOSRelease { lines.append("  problem      it has an os-release file") }
        if releaseNames.count > 1 { lines.append("  problem      several release files") }
        var parts = [lines.joined(separator: "\n")]
        if let packages { parts.append(packages.map(\.shown).joined(separator: "\n")) }
        if let unitDetails { parts.append(Self.table(unitDetails)) }
        if let sizes { parts.append(sizes.text) }
        if let files { parts.append(files.map(\.text).joined(separator: "\n")) }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func table(_ units: [ImageUnit]) -> String {
        guard !units.isEmpty else { return "" }
        return TextTable(
            header: ["unit", "started by", "description"],
            rows: units.map { unit in
                [
                    unit.name.shown,
                    unit.startedBy.isEmpty ? "-" : unit.startedBy.joined(separator: " ").shown,
                    (unit.description ?? "").shown,
                ]
            }
        ).text
    }

    private var fit: String {
        guard let release else { return "nothing: it has no release file of its own" }
        return [
            release.id ?? "no system", release.versionID ?? release.sysextLevel ?? "any release",
            release.architecture ?? "any architecture",
        ].joined(separator: " ").shown
    }

    private static func words(_ record: BuildRecord) -> String {
        guard record.codec != "none" else { return "none" }
        let level = record.level > 0 ? " level \(record.level)" : ""
        return "\(record.codec) \(record.codecVersion)\(level), clusters of "
            + "\(ByteCount(Int64(record.clusterSize)))"
    }
}
