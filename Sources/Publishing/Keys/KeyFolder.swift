package import Files
import Model
package import SystemPackage
import TUF

/// The folder that a repository's keys lie in: `root/N.pem`, to be taken offline, `targets.pem`, `online.pem`, `extensions/NAME.pem` for
/// extensions with a key of their own, and every version of the root, `N.root.json`.
package enum KeyFolder {
    private static let rootLimit = 512 << 10
    private static let year: Int64 = 365 * 86_400

    /// Makes new keys and the first root.
    ///
    /// Throws: `KeyFileError.exists` when there is something of that name, `FileError`, or `KeyError`.
    package static func generate(at path: FilePath, now: Int64) throws -> RepositoryKeys {
        let rootKey = SigningKey()
        let targets = SigningKey()
        let online = SigningKey()
        let roles: [(String, SigningKey)] = [
            ("root", rootKey), ("targets", targets), ("snapshot", online), ("timestamp", online),
        ]
        let root = Root(
            version: 1,
            expires: now + year,
            keys: KeyTable([rootKey, targets, online].map(\.publicKey)),
            roles: Dictionary(
                uniqueKeysWithValues: roles.map { name, key in
                    (name, RoleKeys(keyIDs: [key.publicKey.identifier], threshold: 1))
                }
            )
        )
        let folder = try Folder.making(path, mode: 0o700)
        guard try folder.entries().isEmpty else { throw KeyFileError.exists(path.string) }
        _ = try Folder.making(path.appending("root"), mode: 0o700)
        try KeyFile.write(rootKey, to: path.appending("root/1.pem"))
        try KeyFile.write(targets, to: path.appending("targets.pem"))
        try KeyFile.write(online, to: path.appending("online.pem"))
        let envelope = try Envelope(signing: root.signed, with: rootKey)
        try folder.write(Array(envelope.text.utf8), to: "1.root.json")
        return try open(path)
    }

    /// Reads the roots and the keys that are there.
    ///
    /// Throws: `KeyFileError`, `FileError`.
    package static func open(_ path: FilePath) throws -> RepositoryKeys {
        let folder = try Folder(path)
        let roots = try readRoots(folder)
        let names = try folder.entries().map(\.name)
        var keys: [SigningKey] = []
        for name in names where name.hasSuffix(".pem") {
            keys.append(try KeyFile.read(path.appending(name)))
        }
        var own: [ExtensionName: SigningKey] = [:]
        if names.contains("extensions") {
            let place = path.appending("extensions")
            for entry in try Folder(place).entries() where entry.name.hasSuffix(".pem") {
                guard let name = ExtensionName(String(entry.name.dropLast(4))) else { continue }
                own[name] = try KeyFile.read(place.appending(entry.name))
            }
        }
        return RepositoryKeys(roots: roots, keys: keys, extensions: own, place: path.string)
    }

    /// The paths of keys that users other than their owner may read.
    ///
    /// Throws: `FileError`.
    package static func exposedFiles(_ path: FilePath) throws(FileError) -> [String] {
        var exposed: [String] = []
        for place in [path, path.appending("root"), path.appending("extensions")] {
            guard let entries = try? Folder(place).entries() else { continue }
            for entry in entries where entry.name.hasSuffix(".pem") {
                let file = place.appending(entry.name)
                if try KeyFile.isExposed(file) { exposed.append(file.string) }
            }
        }
        return exposed
    }

    private static func readRoots(_ folder: Folder) throws -> [RepositoryKeys.SignedRoot] {
        var roots: [RepositoryKeys.SignedRoot] = []
        while let bytes = try folder.readIfPresent(
            "\(roots.count + 1).root.json",
            limit: rootLimit
        ) {
            let path = folder.path.appending("\(roots.count + 1).root.json").string
            do throws(TrustError) {
                roots.append(try next(bytes, after: roots.last?.document, roots.count + 1))
            } catch {
                throw KeyFileError.badRoot(path, error)
            }
        }
        guard !roots.isEmpty else { throw KeyFileError.noRoot(folder.path.string) }
        return roots
    }

    /// Reads the root that follows another one: signed by the keys of both.
    private static func next(
        _ bytes: [UInt8],
        after old: Root?,
        _ version: Int
    ) throws(TrustError) -> RepositoryKeys.SignedRoot {
        let envelope = try Envelope(parsing: bytes)
        let root = try Root(signed: envelope.signed)
        for signing in [root, old ?? root] {
            guard let signers = signing.roles["root"] else { continue }
            _ = try envelope.document(
                Root.self,
                role: "root",
                signers: signers,
                keys: signing.keys
            )
        }
        guard root.version == version else {
            throw .badDocument("it is version \(root.version), not \(version)")
        }
        return RepositoryKeys.SignedRoot(bytes: bytes, document: root)
    }
}
