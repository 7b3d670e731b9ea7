package import Model
package import SystemPackage

/// A failure of one operation on one file or folder.
package struct FileError: Diagnosable, Equatable {
    /// What was being done, as a verb: `open`, `write`, `rename` …
    package let operation: String
    /// The file or folder, as a person knows it.
    package let path: String
    package let errno: Errno

    /// Makes an error from what failed.
    package init(_ operation: String, _ path: String, _ errno: Errno) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    package var description: String { "cannot \(operation) '\(path)': \(errno)" }

    package var hint: String? {
        switch errno {
        case .permissionDenied, .notPermitted: "run it as a user who may, such as root"
        case .noSpace: "make room on the file system and try again"
        case .readOnlyFileSystem: "the file system is mounted read-only"
        default: nil
        }
    }
}
