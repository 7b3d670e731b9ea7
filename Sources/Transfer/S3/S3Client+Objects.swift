import Crypto
package import Model

/// When an object is stored.
package enum S3Condition: Equatable, Sendable {
    case always
    /// Nothing is there yet.
    case absent
    /// What is there has this entity tag.
    case matching(String)

    var header: HTTPExchange.Header? {
        switch self {
        case .always: nil
        case .absent: .init("If-None-Match", "*")
        case .matching(let tag): .init("If-Match", tag)
        }
    }
}

/// What came of storing an object.
package enum S3Outcome: Equatable, Sendable {
    case stored(S3Stored)
    /// The condition does not hold. After more than one attempt, the object may be this very one.
    case conflict(attempts: Int)
    /// The store does not know conditions.
    case unconditional
}

/// What a store has to say of an object from now on.
package struct S3Stored: Equatable, Sendable {
    /// The entity tag; nothing when the store names none.
    package var tag: String?
    /// What it counts, if it counts: see `S3Object.counted`.
    package var counted: String
}

/// How an object is stored.
package struct S3Attributes: Equatable, Sendable {
    package var contentType: String
    package var cacheControl: String
    /// Of the whole content; kept beside the object, where anybody can ask for it.
    package var checksum: Checksum

    /// Makes attributes.
    package init(contentType: String, cacheControl: String, checksum: Checksum) {
        self.contentType = contentType
        self.cacheControl = cacheControl
        self.checksum = checksum
    }

    var headers: [HTTPExchange.Header] {
        [
            .init("Content-Type", contentType), .init("Cache-Control", cacheControl),
            .init("x-amz-meta-sha256", checksum.hex),
        ]
    }
}

extension S3Client {
    /// Stores an object in one request.
    ///
    /// Throws: `S3Error`; `.otherContent` when the body does not have the checksum that it is said to have. `CancellationError`.
    package func put(
        _ key: String,
        _ body: RequestBody,
        _ attributes: S3Attributes,
        when condition: S3Condition,
        task: ProgressTask? = nil
    ) async throws -> S3Outcome {
        var call = Call("PUT", key)
        call.body = body
        let digest = try Self.digest(of: body)
        guard digest == attributes.checksum.bytes else { throw S3Error.otherContent(key) }
        call.digest = digest
        call.headers =
            attributes.headers + Self.checksumHeaders(attributes.checksum.bytes)
            + [condition.header].compactMap(\.self)
        call.task = task
        let report = transfer.report(task)
        report?.begin(total: body.size)
        defer { report?.end() }
        let reply = try await send(call)
        if let outcome = Self.conflict(reply, condition) { return outcome }
        try check(reply, "to store '\(key)'")
        let counted = Self.base64(attributes.checksum.bytes)
        if let other = reply.headers["x-amz-checksum-sha256"], other != counted {
            throw S3Error.differs(key, reason: "the store has counted another checksum")
        }
        return .stored(S3Stored(tag: reply.headers["etag"], counted: counted))
    }

    /// What a store's answer to a conditional request means, when it is not simply done or refused.
    static func conflict(_ reply: HTTPReply, _ condition: S3Condition) -> S3Outcome? {
        guard condition != .always else { return nil }
        switch reply.status {
        case 409, 412: return .conflict(attempts: reply.attempts)
        case 404 where condition != .absent && S3Answer.code(of: reply.body) == "NoSuchKey":
            return .conflict(attempts: reply.attempts)
        case 501: return .unconditional
        case 400 where S3Answer.code(of: reply.body) == "NotImplemented": return .unconditional
        default: return nil
        }
    }

    /// What is known of an object, or nothing when there is none.
    ///
    /// Throws: `S3Error`, `CancellationError`.
    package func head(_ key: String) async throws -> S3Object? {
        var call = Call("HEAD", key)
        call.headers = [.init("x-amz-checksum-mode", "ENABLED")]
        let reply = try await send(call)
        if reply.status == 404 { return nil }
        try check(reply, "to look at '\(key)'")
        return try S3Object(reply.headers, key: key)
    }

    /// An object's bytes with what is known of it, or nothing when there is none.
    ///
    /// Throws: `S3Error`; `.transfer(.tooLarge)` when it has more bytes than the limit. `CancellationError`.
    package func get(
        _ key: String,
        limit: Int
    ) async throws -> (object: S3Object, bytes: [UInt8])? {
        var call = Call("GET", key)
        // An answer that says no may be longer than the object that is looked for.
        call.limit = max(limit, 1 << 16)
        let reply = try await send(call)
        if reply.status == 404 {
            guard S3Answer.code(of: reply.body) != "NoSuchBucket" else {
                throw S3Error.missing(bucket.description)
            }
            return nil
        }
        try check(reply, "to read '\(key)'")
        guard reply.body.count <= limit else {
            let location = try bucket.location(of: key, query: [])
            throw S3Error.transfer(.tooLarge(location, limit: Int64(limit)))
        }
        return (try S3Object(reply.headers, key: key), reply.body)
    }

    /// Removes an object; it is no error when there is none.
    ///
    /// Throws: `S3Error`, `CancellationError`.
    package func delete(_ key: String) async throws {
        let reply = try await send(Call("DELETE", key))
        if reply.status == 404, S3Answer.code(of: reply.body) != "NoSuchBucket" { return }
        try check(reply, "to remove '\(key)'")
    }

    /// Refuses an answer that is no success.
    func check(_ reply: HTTPReply, _ subject: String) throws(S3Error) {
        guard !(200...299).contains(reply.status) else { return }
        throw .refused(subject, S3Refusal(reply))
    }

    static func digest(of body: RequestBody) throws(S3Error) -> [UInt8] {
        var whole = SHA256()
        return try digest(of: body, &whole)
    }

    /// The SHA-256 of a part's bytes, which go into the one of the whole too.
    static func digest(of body: RequestBody, _ whole: inout SHA256) throws(S3Error) -> [UInt8] {
        do {
            return try body.digest(&whole)
        } catch {
            throw .transfer(.file(error))
        }
    }

    static func checksumHeaders(_ digest: [UInt8]) -> [HTTPExchange.Header] {
        [
            .init("x-amz-sdk-checksum-algorithm", "SHA256"),
            .init("x-amz-checksum-sha256", base64(digest)),
        ]
    }
}
