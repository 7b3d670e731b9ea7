import CRPM
import Glibc
import SystemPackage

/// What the file system says about an open file: enough to tell whether it is still the same bytes.
struct FileStatus: Hashable, Sendable {
    let isRegular: Bool
    let size: UInt64
    private let device: UInt64
    private let inode: UInt64
    private let modified: [Int]
    /// The kernel sets this at any change of the content, whatever the owner does to the other times.
    private let changed: [Int]

    /// Asks about an open file.
    ///
    /// Throws `Errno`.
    init(of descriptor: FileDescriptor) throws {
        var status = stat()
        guard unsafe fstat(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        // inode(7), "The file type and mode": the names are macros that two modules may define.
        isRegular = status.st_mode & 0o170000 == 0o100000
        size = UInt64(clamping: status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
