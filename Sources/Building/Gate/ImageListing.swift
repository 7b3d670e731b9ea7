import Crypto
package import EROFS
import ELF
import Model
import Transfer

/// Everything in an image, walked once.
package struct ImageListing {
    /// Every name but the root's, directories before what is in them.
    package let entries: [ImageEntry]
    /// Paths that are the same text to people and programs although their bytes differ.
    let confused: [String]
    /// The content of the one release file, read as systemd reads it.
    let release: ExtensionRelease?

    private let reader: Reader
    private let budget: ReadBudget
    private let places: [String: Int]
    private let folders: [String: [Int]]

    static let releaseFolder = "/usr/lib/extension-release.d"
    static let releasePrefix = "extension-release."
    /// Far above any real release file or unit, in bytes.
    static let textLimit = 1 << 20

    /// Walks an image.
    ///
    /// Throws: `ReaderError` when it is damaged, `GateError` when it claims more than it can hold.
    package init(reading reader: Reader) throws {
        let budget = ReadBudget(reader.superblock)
        var walk = ListingWalk(reader: reader, budget: budget)
        try walk.run()
        var places: [String: Int] = [:]
        var folders: [String: [Int]] = [:]
        var confused: [String] = []
        for (index, entry) in walk.entries.enumerated() {
            if places.updateValue(index, forKey: entry.path) != nil { confused.append(entry.path) }
            folders[PathText.parent(entry.path), default: []].append(index)
        }
        entries = walk.entries
        self.confused = confused
        self.reader = reader
        self.budget = budget
        self.places = places
        self.folders = folders
        release = try walk.release()
    }

    /// What is at a path, without following links.
    func entry(_ path: String) -> ImageEntry? {
        places[path].map { entries[$0] }
    }

    /// What is directly in a folder.
    func children(of folder: String) -> [ImageEntry] {
        (folders[folder] ?? []).map { entries[$0] }
    }

    /// The text of a plain file, or nothing for one that is larger than any text.
    ///
    /// Throws: `ReaderError`, `GateError`.
    func text(of entry: ImageEntry) throws -> String? {
        guard entry.kind == .regular, entry.inode.size <= UInt64(Self.textLimit) else { return nil }
        try budget.spend(content: entry.inode.size)
        let bytes = try reader.contents(of: entry.inode, limit: Self.textLimit)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The checksum of a plain file's content.
    ///
    /// Throws: `ReaderError`, `GateError`.
    func checksum(of entry: ImageEntry) throws -> Checksum {
        try budget.spend(content: entry.inode.size)
        var hash = SHA256()
        try reader.stream(entry.inode) { piece in
            piece.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return Checksum(hash.finalize())
    }
}

extension ImageListing {
    /// The release files in it, whatever they are.
    var releases: [ImageEntry] {
        children(of: Self.releaseFolder).filter {
            PathText.name($0.path).hasPrefix(Self.releasePrefix)
        }
    }
}
