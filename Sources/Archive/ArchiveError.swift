import Model

/// What is wrong with an archive.
package enum ArchiveError: Diagnosable, Equatable {
    /// It cannot be read, in libarchive's words.
    case unreadable(String, detail: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let detail): "cannot read the archive '\(path)': \(detail)"
        }
    }
}
