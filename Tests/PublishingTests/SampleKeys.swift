import TUF

@testable import Publishing

/// Keys of a repository that never were in a file.
enum SampleKeys {
    static func make(now: Int64) -> RepositoryKeys {
        let keys = [SigningKey(), SigningKey(), SigningKey()]
        let names = ["root", "targets", "online"]
        let roles = ["root": 0, "targets": 1, "snapshot": 2, "timestamp": 2]
        let root = Root(
            version: 1,
            expires: now + 365 * 86_400,
            keys: KeyTable(keys.map(\.publicKey)),
            roles: roles.mapValues {
                RoleKeys(keyIDs: [keys[$0].publicKey.identifier], threshold: 1)
            }
        )
        guard let envelope = try? Envelope(signing: root.signed, with: keys[0]) else {
            preconditionFailure("a new key signs")
        }
        return RepositoryKeys(
            roots: [.init(bytes: Array(envelope.text.utf8), document: root)],
            keys: keys,
            place: names.joined(separator: ", ")
        )
    }
}
