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

    init(
        image: String,
        size: Int64,
        facts: ImageFacts,
        census: ImageCensus,
        files: [FileLine]?
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
    }

    var text: String {
        var lines = [
            image,
            "  format       EROFS, \(ByteCount(size)), \(inodes) inodes, UUID \(uuid)",
            "  compression  \(compression ?? "unknown: its maker left no record")",
            "  extension    \(releaseNames.isEmpty ? "none" : releaseNames.joined(separator: ", "))",
            "  fits         \(fit)",
            "  units        \(units.isEmpty ? "none" : units.joined(separator: ", "))",
            """
              content      \(census.files) files with \(ByteCount(census.contentSize)), \
            \(census.directories) folders, \(census.links) links, \(census.others) others
            """,
        ]
        if hasOSRelease { lines.append("  problem      it has an os-release file") }
        if releaseNames.count > 1 { lines.append("  problem      several release files") }
        lines += (files ?? []).map(\.text)
        return lines.joined(separator: "\n")
    }

    private var fit: String {
        guard let release else { return "nothing: it has no release file of its own" }
        return [
            release.id ?? "no system", release.versionID ?? release.sysextLevel ?? "any release",
            release.architecture ?? "any architecture",
        ].joined(separator: " ")
    }

    private static func words(_ record: BuildRecord) -> String {
        guard record.codec != "none" else { return "none" }
        let level = record.level > 0 ? " level \(record.level)" : ""
        return "\(record.codec) \(record.codecVersion)\(level), clusters of "
            + "\(ByteCount(Int64(record.clusterSize)))"
    }
}
