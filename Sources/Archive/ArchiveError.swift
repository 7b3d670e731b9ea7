package import Model

/// What is wrong with an archive.
package enum ArchiveError: Diagnosable, Equatable {
    /// It cannot be read, in libarchive's words.
    case unreadable(String, detail: String)
    /// It is no archive of a kind that is read here.
    case unknownFormat(String)
    /// The libarchive here lacks something.
    case unsupported(String)
    case tooManyEntries(String, limit: Int)
    /// An entry, or all of them together, unpack to more bytes than is allowed.
    case tooLarge(String, entry: String, limit: Int64)
    /// A name that leads out of the archive, or that is no text.
    case badName(String, entry: String)
    /// A link that leads out of the archive.
    case badLink(String, entry: String, target: String)
    /// A device, a pipe or a socket.
    case specialFile(String, entry: String)
    /// Two files of one name.
    case duplicate(String, entry: String)
    /// Packing failed, in libarchive's words.
    case unpackable(String)

    package var description: String {
        switch self {
        case .unreadable(let path, let detail): "cannot read the archive '\(path)': \(detail)"
        case .unknownFormat(let path): "'\(path)' is no archive of a known kind"
        case .unsupported(let what): "libarchive here cannot read \(what)"
        case .tooManyEntries(let path, let limit):
            "the archive '\(path)' has more than \(limit) entries"
        case .tooLarge(let path, let entry, let limit):
            "the archive '\(path)' unpacks to more than \(limit) bytes at '\(entry)'"
        case .badName(let path, let entry):
            "the archive '\(path)' has an entry '\(entry)', which leads out of it"
        case .badLink(let path, let entry, let target):
            "the link '\(entry)' of the archive '\(path)' leads to '\(target)', out of it"
        case .specialFile(let path, let entry):
            "'\(entry)' of the archive '\(path)' is a device, a pipe or a socket"
        case .duplicate(let path, let entry):
            "the archive '\(path)' has two files called '\(entry)'"
        case .unpackable(let detail): "cannot compress: \(detail)"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownFormat: "tar and zip are, and single files that are compressed"
        default: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .badName, .badLink, .specialFile, .duplicate, .tooLarge, .tooManyEntries:
            .verification
        default: .failed
        }
    }
}
