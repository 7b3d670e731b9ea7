import Model
package import SystemPackage

/// A file or folder that the system did not let us use.
package enum FileError: Diagnosable, Equatable {
    /// A system call failed; `action` is a verb, e.g. `open`.
    case system(action: String, path: String, Errno)
    /// Something else stands where a plain file or a real folder has to be.
    case wrongKind(path: String, expected: String)
    case tooLarge(path: String, limit: Int)
    /// A name with a slash, or one that means a folder.
    case badName(String)

    package var description: String {
        switch self {
        case .system(let action, let path, let errno): "cannot \(action) '\(path)': \(errno)"
        case .wrongKind(let path, let expected): "'\(path)' is not \(expected)"
        case .tooLarge(let path, let limit): "'\(path)' is larger than \(limit) bytes"
        case .badName(let name): "'\(name)' is not a plain file name"
        }
    }

    package var hint: String? {
        guard case .system(_, let path, let errno) = self else { return nil }
        return switch errno {
        case .noSpace, .diskQuotaExceeded: "make room on the file system that holds '\(path)'"
        case .permissionDenied, .notPermitted: "run it as a user who may do that, e.g. as root"
        case .readOnlyFileSystem: "the file system is mounted read-only"
        case .tooManySymbolicLinkLevels: "a symbolic link stands there, and it is not followed"
        case .noSuchFileOrDirectory: "check that the path is spelled right"
        case .notDirectory: "a folder is needed there, and a file is in its place"
        default: nil
        }
    }

    /// Whether it says that there is no such file.
    package var isNotFound: Bool {
        guard case .system(_, _, .noSuchFileOrDirectory) = self else { return false }
        return true
    }

    /// Whether it says that there is such a file already.
    package var isExisting: Bool {
        guard case .system(_, _, .fileExists) = self else { return false }
        return true
    }
}
