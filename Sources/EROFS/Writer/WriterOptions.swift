/// What shapes an image besides the files in it.
package struct WriterOptions: Sendable {
    /// Which times the files get.
    package enum Timestamps: Sendable, Hashable {
        /// All files get the same time, which also makes inodes smaller.
        case fixed(Timestamp)
        /// Files keep their own time, but none later than this one.
        case clamped(to: Timestamp)
        /// Files keep their own time; the image itself is dated to this one.
        case kept(buildTime: Timestamp)
    }

    /// How contents are stored.
    package var compression: Compression
    /// Which times the files get.
    package var timestamps: Timestamps
    /// The image's identifier; nil derives it from the image's bytes.
    package var uuid: VolumeID?
    /// The label, of at most 16 bytes of UTF-8.
    package var volumeName: String
    /// Whether device nodes, fifos and sockets may be added.
    package var allowsSpecialFiles: Bool
    /// How many threads compress; nil means one per processor.
    ///
    /// The bytes do not depend on it.
    package var threads: Int?
    /// What directories get that are only there because of the files in them, and the root.
    package var implicitDirectory: Metadata

    /// Makes options; the defaults give an uncompressed image dated to the epoch.
    package init(
        compression: Compression = .none,
        timestamps: Timestamps = .fixed(.epoch),
        uuid: VolumeID? = nil,
        volumeName: String = "",
        allowsSpecialFiles: Bool = false,
        threads: Int? = nil,
        implicitDirectory: Metadata = Metadata(permissions: 0o755)
    ) {
        self.compression = compression
        self.timestamps = timestamps
        self.uuid = uuid
        self.volumeName = volumeName
        self.allowsSpecialFiles = allowsSpecialFiles
        self.threads = threads
        self.implicitDirectory = implicitDirectory
    }

    var buildTime: Timestamp {
        switch timestamps {
        case .fixed(let time), .clamped(let time), .kept(let time): time
        }
    }

    func time(of metadata: Metadata) -> Timestamp {
        switch timestamps {
        case .fixed(let time): time
        case .clamped(let time): min(time, metadata.modified)
        case .kept: metadata.modified
        }
    }

    func check() throws(WriterError) {
        try compression.check()
        guard volumeName.utf8.count <= 16 else { throw .badVolumeName(volumeName) }
        if let threads, threads < 1 { throw .badThreadCount(threads) }
    }
}

/// What came out of a finished image.
package struct ImageSummary: Sendable, Hashable {
    /// The size of the image in bytes.
    package let size: UInt64
    /// How many inodes it has; hard links count once.
    package let inodeCount: Int
    /// How many names it has, the root not counted.
    package let entryCount: Int
    /// The sum of the sizes of regular files; hard links count once.
    package let contentSize: UInt64
    /// The image's identifier.
    package let uuid: VolumeID
    /// How the image was made, as it is recorded in it.
    package let record: BuildRecord
}
