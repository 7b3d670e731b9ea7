import Model
package import SystemPackage

/// What is wrong with the RPM database of a base root.
package enum BaseDatabaseError: Diagnosable {
    /// No database is where distributions keep it.
    case notFound(FilePath)
    /// A file or folder cannot be read.
    case unreadable(FilePath, cause: any Error)
    /// librpm cannot open the database.
    case malformed(BaseDatabase, details: [String])
    /// The database opens, but lists no packages.
    case empty(BaseDatabase)

    package var description: String {
        switch self {
        case .notFound(let root): "'\(root)' holds no RPM database"
        case .unreadable(let path, _): "cannot read '\(path)'"
        case .malformed(let base, let details):
            (["librpm cannot open the RPM database '\(base.path)'"] + details).joined(
                separator: ": "
            )
        case .empty(let base): "the RPM database '\(base.path)' lists no packages"
        }
    }

    package var cause: (any Error)? {
        guard case .unreadable(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .notFound:
            "the base must be the unpacked root of an RPM-based system; looked in "
                + BaseDatabase.folders.map { "/\($0)" }.joined(separator: ", ")
        case .malformed(let base, _) where base.format != .sqlite:
            "this is the format '\(base.format)'; convert it with 'rpmdb --rebuilddb' on the base's own system"
        case .malformed, .empty: "unpack the base anew: its RPM database may be damaged"
        case .unreadable: nil
        }
    }
}

extension BaseDatabase {
    /// The database's main file.
    package var path: FilePath { root.appending("\(folder)/\(format.rawValue)") }
}
