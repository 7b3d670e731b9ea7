/// One entry of an archive.
package struct ArchiveEntry: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// A plain file, with its size in bytes where the archive tells before the content.
        case file(size: Int64?)
        case directory
        /// A symbolic link; its target is as it stands in the archive.
        case symlink(target: String)
        /// Another name of a file that came before.
        case link(to: String)
        /// A device, a pipe or a socket.
        case special
    }

    /// Names joined by `/`: nothing in front, no `.`, no `..`; empty for the archive's own top.
    package let path: String
    package let kind: Kind
    /// Whether its owner may run it.
    package let isExecutable: Bool
    /// Seconds since 1970; zero where the archive does not say, or says what cannot be.
    package let modified: Int64
}

/// How much an archive may ask of its reader.
package struct ArchiveLimits: Equatable, Sendable {
    package var entries: Int
    /// In bytes, of one file.
    package var fileSize: Int64
    /// In bytes, of all that comes out of decompression, wanted or not.
    package var totalSize: Int64

    /// Makes limits; without arguments 200,000 entries, files of 4 GiB, 16 GiB in all.
    package init(entries: Int = 200_000, fileSize: Int64 = 4 << 30, totalSize: Int64 = 16 << 30) {
        self.entries = entries
        self.fileSize = fileSize
        self.totalSize = totalSize
    }
}
