import Model
import Publishing
import TUF

/// The trust of a repository, as its owner is told of it.
struct KeysAnswer: Report {
    struct Role: Encodable {
        var name: String
        var threshold: Int
        /// The identifiers of its keys.
        var keys: [String]
    }

    /// What hosts pin.
    let root: RootPin
    /// The root's version now.
    let version: Int64
    /// When the root stops being valid: seconds since 1970-01-01 UTC.
    let expires: Int64
    let roles: [Role]

    init(_ keys: RepositoryKeys) {
        root = keys.pin
        version = keys.root.version
        expires = keys.root.expires
        roles = keys.root.roles.sorted { $0.key < $1.key }.map { name, role in
            Role(name: name, threshold: role.threshold, keys: role.keyIDs)
        }
    }

    var text: String { root.text }
}
