import Model
import Synchronization
import Transfer

extension S3Destination {
    /// Asks for an object until the store shows the state that this publication has stored, if it has stored any.
    ///
    /// Gives what is there at last, which may be somebody else's.
    func settled<Value>(
        _ key: String,
        _ look: () async throws -> Value?,
        tag: (Value) -> String?
    ) async throws -> Value? {
        var found = try await look()
        guard case let expected?? = memory.withLock({ $0.stored[key] }) else { return found }
        for pause in behaviour.settling {
            if let found, tag(found) == expected { return found }
            try await Task.sleep(for: pause)
            found = try await look()
        }
        return found
    }

    /// Waits until the store shows what was stored, and makes sure that it is that.
    ///
    /// Throws: `S3Error.differs`.
    func settle(_ key: String, _ content: StoredContent, _ stored: S3Stored) async throws {
        memory.withLock { $0.stored[key] = .some(stored.tag) }
        let found = try await settled(key) {
            try await client.head(key)
        } tag: {
            $0.tag
        }
        guard let found else { throw S3Error.differs(key, reason: "the store does not show it") }
        if let tag = stored.tag, found.tag != tag {
            throw S3Error.differs(key, reason: "the store shows another entity tag")
        }
        guard found.size == content.size else {
            throw S3Error.differs(
                key,
                reason: "it has \(found.size) bytes instead of \(content.size)"
            )
        }
        guard found.isCounted(as: stored) else {
            throw S3Error.differs(key, reason: "the store has counted another checksum")
        }
        if found.counted == nil, case .bytes(let bytes) = content.body {
            // Small, and the store does not count: the bytes themselves are the proof.
            let answer = try await client.get(key, limit: bytes.count)
            guard answer?.bytes == bytes else {
                throw S3Error.differs(key, reason: "the store gives other bytes")
            }
        }
    }

    /// What is there after the store said that there is something.
    ///
    /// Throws: `S3Error.changed` when it goes on showing nothing.
    func occupant(_ key: String) async throws -> S3Object {
        for pause in [.zero] + behaviour.settling {
            try await Task.sleep(for: pause)
            if let object = try await client.head(key) { return object }
        }
        throw S3Error.changed(key)
    }

    /// Takes back uploads that were begun more than a day ago and never ended.
    ///
    /// Younger ones may be another publication's; those of an object are taken back when it is stored again.
    func removeLeftovers() async throws {
        let limit = S3Time(S3Time.clock - 86_400).stamp
        for upload in try await client.uploads(prefix: prefix) {
            let begun = upload.begun.filter { $0 != "-" && $0 != ":" }.prefix { $0 != "." }
            guard begun.count >= 15, begun.prefix(15) < limit.prefix(15) else { continue }
            try await client.abort(upload)
        }
    }
}
