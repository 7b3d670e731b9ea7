import Files
import Glibc
import SystemPackage
import Transfer

extension HostFolder {
    /// When the folder itself was changed last.
    package var modified: FileTime {
        get throws { try time { fstat(files.descriptor.rawValue, &$0) } }
    }

    /// When an entry was changed last; a link's own time, not that of where it leads.
    package func modified(_ name: String) throws -> FileTime {
        let own = files.descriptor.rawValue
        return try time { fstatat(own, name, &$0, AT_SYMLINK_NOFOLLOW) }
    }

    private func time(_ call: (inout stat) -> CInt) throws -> FileTime {
        var status = stat()
        guard call(&status) == 0 else {
            throw FileError.system(action: "look at", path: path, Errno(rawValue: errno))
        }
        return FileTime(
            seconds: Int64(status.st_mtim.tv_sec),
            nanoseconds: Int64(status.st_mtim.tv_nsec)
        )
    }
}

/// A time that the file system has recorded.
package struct FileTime: Comparable, Sendable {
    /// Since 1970-01-01 UTC.
    package var seconds: Int64
    package var nanoseconds: Int64

    package static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}
