import Model
import Synchronization
import Transfer

extension S3Destination {
    package func create(_ name: String, _ content: ObjectContent) async throws -> Bool {
        let key = try key(name)
        // Saves sending what is there already; that nothing is shown does not mean that nothing is there.
        if try await client.head(key) != nil { return false }
        let content = StoredContent(content, name: name)
        if content.isLarge(behaviour.sizes) { try await takeBackUploads(of: key) }
        let condition: S3Condition =
            memory.withLock(\.isConditional) == false ? .always : .absent
        switch try await content.store(as: key, with: client, behaviour.sizes, when: condition) {
        case .stored(let stored):
            try await settle(key, content, stored)
            try await learn(key, content, from: condition)
            return true
        case .conflict(let attempts):
            let there = try await occupant(key)
            // An attempt whose answer was lost may have stored it.
            return attempts > 1 && content.isEqual(to: there)
        case .unconditional:
            forgetConditions()
            return try await create(name, content.original)
        }
    }

    package func replace(
        _ name: String,
        with bytes: [UInt8],
        over tag: String?
    ) async throws -> Bool {
        let key = try key(name)
        let content = StoredContent(.bytes(bytes), name: name)
        var condition = tag.map { S3Condition.matching($0) } ?? .always
        if tag != nil, memory.withLock(\.isConditional) == false {
            guard try await client.head(key)?.tag == tag else { return false }
            condition = .always
        }
        switch try await content.store(as: key, with: client, behaviour.sizes, when: condition) {
        case .stored(let stored):
            try await settle(key, content, stored)
            return true
        case .conflict(let attempts):
            guard attempts > 1 else { return false }
            return content.isEqual(to: try await occupant(key))
        case .unconditional:
            forgetConditions()
            return try await replace(name, with: bytes, over: tag)
        }
    }

    /// Finds out once, with the first small object, whether the store keeps to conditions: storing it again must be refused.
    private func learn(
        _ key: String,
        _ content: StoredContent,
        from condition: S3Condition
    ) async throws {
        guard condition == .absent, case .bytes = content.body,
            memory.withLock({ $0.isConditional == nil })
        else { return }
        let again = try await content.store(as: key, with: client, behaviour.sizes, when: .absent)
        switch again {
        case .conflict: memory.withLock { $0.isConditional = true }
        case .unconditional: forgetConditions()
        case .stored(let stored):
            forgetConditions()
            try await settle(key, content, stored)
        }
    }

    /// From now on it has to do to look before storing.
    private func forgetConditions() {
        memory.withLock { $0.isConditional = false }
        note(
            Finding(
                check: "object-store",
                level: .warning,
                subject: description,
                message: "the store does not keep to conditional requests",
                hint: "never publish to it twice at the same time"
            )
        )
    }

    /// Takes back what earlier runs have begun to store under a key.
    private func takeBackUploads(of key: String) async throws {
        for upload in try await client.uploads(prefix: key) where upload.key == key {
            try await client.abort(upload)
        }
    }
}
