/// A release of Linux.
package struct KernelVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number before the dot.
    package let major: Int
    /// The number behind the dot.
    package let minor: Int

    /// Makes a version.
    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension Compression {
    /// The first kernel that mounts images with such contents.
    ///
    /// The format left staging in 5.4, with LZ4. Larger clusters came with 5.13, LZMA with 5.16 and
    /// Zstandard with 6.10. LZMA and Zstandard may be left out of a kernel when it is configured
    /// (`CONFIG_EROFS_FS_ZIP_LZMA`, `CONFIG_EROFS_FS_ZIP_ZSTD`).
    package var oldestKernel: KernelVersion {
        switch self {
        case .none: KernelVersion(5, 4)
        case .lz4(let size), .lz4hc(_, let size):
            size > Format.blockSize ? KernelVersion(5, 13) : KernelVersion(5, 4)
        case .lzma: KernelVersion(5, 16)
        case .zstd: KernelVersion(6, 10)
        }
    }
}
