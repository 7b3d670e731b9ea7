import Crypto
package import Model
package import TUF
import Transfer

/// The trust of a repository as its owner has it: every version of its root, and the private keys that are at hand.
package struct RepositoryKeys: Sendable {
    /// One version of the root, as it is published.
    package struct SignedRoot: Equatable, Sendable {
        package var bytes: [UInt8]
        package var document: Root

        package init(bytes: [UInt8], document: Root) {
            self.bytes = bytes
            self.document = document
        }
    }

    /// Oldest first, without a gap, each signed as the one before asks for; never empty.
    package let roots: [SignedRoot]
    private let keys: [String: SigningKey]
    private let own: [ExtensionName: SigningKey]
    /// Where the keys were looked for, for messages.
    let place: String

    /// Takes roots that were checked, and the keys at hand: any, and those of single extensions.
    package init(
        roots: [SignedRoot],
        keys: [SigningKey],
        extensions own: [ExtensionName: SigningKey] = [:],
        place: String
    ) {
        self.roots = roots
        self.keys = Dictionary(keys.map { ($0.publicKey.identifier, $0) }) { $1 }
        self.own = own
        self.place = place
    }

    /// The root that counts.
    package var root: Root { roots[roots.count - 1].document }

    /// What hosts pin: the newest root, from which all later ones follow.
    package var pin: RootPin {
        RootPin(
            checksum: Checksum(SHA256.hash(data: roots[roots.count - 1].bytes)),
            version: roots.count
        )
    }

    /// The keys to sign a top-level role's document with: as many as must sign.
    ///
    /// Throws: `PublishError.noSigner` when there are fewer.
    package func signers(_ role: String) throws(PublishError) -> [SigningKey] {
        guard let signers = root.roles[role] else {
            throw .noSigner(role: role, keyIDs: [], place: place)
        }
        let found = signers.keyIDs.compactMap { keys[$0] }
        guard found.count >= signers.threshold else {
            throw .noSigner(role: role, keyIDs: signers.keyIDs, place: place)
        }
        return found
    }

    /// The keys to sign an extension's document with, by the delegation that names them.
    ///
    /// Throws: `PublishError.noSigner` when too few of them are at hand.
    func signers(_ role: DelegatedRole) throws(PublishError) -> [SigningKey] {
        let all = keys.merging(own.values.map { ($0.publicKey.identifier, $0) }) { $1 }
        let found = role.signers.keyIDs.compactMap { all[$0] }
        guard found.count >= role.signers.threshold else {
            throw .noSigner(role: role.name, keyIDs: role.signers.keyIDs, place: place)
        }
        return found
    }

    /// Whether a delegation names the targets' keys, those of today or of an earlier root, and not a key of the extension's own.
    func isOfTargets(_ role: DelegatedRole) -> Bool {
        roots.contains { $0.document.roles["targets"]?.keyIDs == role.signers.keyIDs }
    }

    /// Whether an extension has a key of its own at hand.
    func hasOwnKey(_ name: ExtensionName) -> Bool { own[name] != nil }

    /// The keys that may sign an extension's role: its own, or all those of the targets.
    ///
    /// Throws: `PublishError.noSigner` when the root names none.
    func publicKeys(of name: ExtensionName) throws(PublishError) -> [PublicKey] {
        if let key = own[name] { return [key.publicKey] }
        let keys = root.roles["targets"]?.keyIDs.compactMap { root.keys[$0] } ?? []
        guard !keys.isEmpty else { throw .noSigner(role: "targets", keyIDs: [], place: place) }
        return keys
    }
}
