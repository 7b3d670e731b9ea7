package import Model
import Synchronization
package import Transfer

/// A repository in a bucket of an S3-compatible object store.
///
/// Whether a name is free is decided by conditional requests alone: what the store says otherwise may be some seconds old. What was
/// stored is asked for until the store shows it, and has to be what was stored.
package final class S3Destination: Destination {
    /// How the store is treated.
    package struct Behaviour: Sendable {
        /// The pauses between questions for what the store should have and does not show.
        package var settling: [Duration]
        package var sizes: S3Client.PartSizes

        /// Makes a behaviour; without arguments, a store may take about half a minute to show what it has.
        package init(
            settling: [Duration] = [
                .milliseconds(200), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4),
                .seconds(8), .seconds(15),
            ],
            sizes: S3Client.PartSizes = .init()
        ) {
            self.settling = settling
            self.sizes = sizes
        }
    }

    /// What is remembered of this publication.
    struct Memory {
        /// The entity tags of what was stored, by key.
        var stored: [String: String?] = [:]
        /// Whether the store knows conditional requests; nothing as long as that is not known.
        var isConditional: Bool?
    }

    let client: S3Client
    let behaviour: Behaviour
    let note: @Sendable (Finding) -> Void
    let memory = Mutex(Memory())
    /// Empty, or with a slash at its end.
    let prefix: String

    /// Makes a destination; the prefix has no slash at either end.
    package init(
        _ client: S3Client,
        prefix: String,
        behaviour: Behaviour = Behaviour(),
        note: @escaping @Sendable (Finding) -> Void = { _ in }
    ) {
        self.client = client
        self.behaviour = behaviour
        self.note = note
        self.prefix = prefix.isEmpty ? "" : prefix + "/"
    }

    package var description: String { "\(client.bucket)/\(prefix)" }

    /// The key of an object.
    ///
    /// Throws: `S3Error.badName`.
    func key(_ name: String) throws(S3Error) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) }),
            name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .badName(name, reason: "it is no plain path") }
        guard prefix.utf8.count + name.utf8.count <= 1024 else {
            throw .badName(name, reason: "it is longer than 1024 bytes")
        }
        return prefix + name
    }

    /// Answers true: there are no locks.
    ///
    /// Uploads of runs that were killed are taken back.
    package func lock() async throws -> Bool {
        try await removeLeftovers()
        return true
    }

    package func read(_ name: String, limit: Int) async throws -> StoredObject? {
        let key = try key(name)
        let found = try await settled(key) {
            try await client.get(key, limit: limit)
        } tag: {
            $0.object.tag
        }
        return found.map { StoredObject(bytes: $0.bytes, tag: $0.object.tag) }
    }

    package func entry(_ name: String) async throws -> ObjectEntry? {
        let key = try key(name)
        let object = try await settled(key) {
            try await client.head(key)
        } tag: {
            $0.tag
        }
        return object.map { ObjectEntry(size: $0.size, checksum: $0.contentChecksum) }
    }

    /// Lists; what this publication has stored is there, whether or not the store shows it yet.
    package func list(_ prefix: String) async throws -> [String] {
        let start = self.prefix + prefix
        let stored = memory.withLock { $0.stored.keys.filter { $0.hasPrefix(start) } }
        let keys = Set(try await client.list(prefix: start).map(\.key)).union(stored)
        return keys.map { String($0.dropFirst(self.prefix.count)) }
            .filter { !$0.isEmpty && !$0.hasSuffix("/") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func remove(_ name: String) async throws {
        let key = try key(name)
        try await client.delete(key)
        _ = memory.withLock { $0.stored.removeValue(forKey: key) }
    }
}
