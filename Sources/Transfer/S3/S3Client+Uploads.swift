import Crypto
import Model
import XML

extension S3Client {
    /// An upload in parts that was begun and not ended.
    package struct Upload: Hashable, Sendable {
        package var key: String
        package var identifier: String
        /// When it was begun, as the store spells it: `2026-11-25T07:00:00.000Z`.
        package var begun: String
    }

    /// A part that is stored.
    struct Part {
        var number: Int
        var tag: String
        var digest: [UInt8]
    }

    func begin(_ key: String, _ attributes: S3Attributes) async throws -> Upload {
        var call = Call("POST", key)
        call.query = [("uploads", "")]
        call.headers = attributes.headers + [.init("x-amz-checksum-algorithm", "SHA256")]
        let subject = "to begin the upload of '\(key)'"
        let reply = try await send(call)
        try check(reply, subject)
        let elements = try S3Answer.elements(reply.body, subject)
        guard let identifier = elements.first(where: { $0.name == "UploadId" })?.text,
            !identifier.isEmpty, identifier.utf8.count <= 2048
        else { throw S3Error.unreadable(subject, reason: "it names no upload") }
        return Upload(key: key, identifier: identifier, begun: "")
    }

    func store(
        _ body: RequestBody,
        _ digest: [UInt8],
        as number: Int,
        of upload: Upload,
        task: ProgressTask?
    ) async throws -> Part {
        var call = Call("PUT", upload.key)
        call.query = [("partNumber", "\(number)"), ("uploadId", upload.identifier)]
        call.headers = Self.checksumHeaders(digest)
        call.body = body
        call.digest = digest
        call.task = task
        let subject = "to store part \(number) of '\(upload.key)'"
        let reply = try await send(call)
        try check(reply, subject)
        guard let tag = reply.headers["etag"] else {
            throw S3Error.unreadable(subject, reason: "it has no entity tag")
        }
        if let other = reply.headers["x-amz-checksum-sha256"], other != Self.base64(digest) {
            throw S3Error.differs(upload.key, reason: "the store has counted another checksum")
        }
        return Part(number: number, tag: tag, digest: digest)
    }

    /// Makes an object of the parts.
    func complete(
        _ upload: Upload,
        _ parts: [Part],
        when condition: S3Condition
    ) async throws -> S3Outcome {
        var call = Call("POST", upload.key)
        call.query = [("uploadId", upload.identifier)]
        call.headers = [.init("Content-Type", "application/xml")]
        call.headers += [condition.header].compactMap(\.self)
        call.body = .bytes(Array(Self.document(parts).utf8))
        let subject = "to end the upload of '\(upload.key)'"
        let reply = try await sendCompletion(call)
        if let outcome = Self.conflict(reply, condition) { return outcome }
        if reply.status == 404, reply.attempts > 1 {
            // An earlier attempt may have ended it, although its answer was lost.
            return .conflict(attempts: reply.attempts)
        }
        try check(reply, subject)
        let elements = try S3Answer.elements(reply.body, subject)
        // Stores differ in how they call a success.
        guard elements.last?.name != "Error" else {
            throw S3Error.refused(subject, S3Refusal(reply))
        }
        let tag = elements.first { $0.path.count == 2 && $0.name == "ETag" }?.text
        return .stored(S3Stored(tag: tag, counted: Self.counted(parts)))
    }

    /// Asks again when the answer begins as a success and turns out to be none, as long answers do.
    private func sendCompletion(_ call: Call) async throws -> HTTPReply {
        var attempts = 0
        while true {
            var reply = try await send(call)
            attempts += reply.attempts
            reply.attempts = attempts
            guard reply.status == 200 else { return reply }
            switch S3Answer.code(of: reply.body) {
            case "PreconditionFailed", "ConditionalRequestConflict": reply.status = 412
            case "InternalError", "ServiceUnavailable", "SlowDown":
                guard let pause = transfer.retries.pause(after: attempts, requested: nil) else {
                    return reply
                }
                try await Task.sleep(for: pause)
                continue
            default: break
            }
            return reply
        }
    }

    /// Throws away the parts of an upload that is not to be ended.
    ///
    /// Throws: `S3Error`, `CancellationError`.
    package func abort(_ upload: Upload) async throws {
        var call = Call("DELETE", upload.key)
        call.query = [("uploadId", upload.identifier)]
        let reply = try await send(call)
        if reply.status == 404 { return }
        try check(reply, "to abort the upload of '\(upload.key)'")
    }

    /// The uploads that were begun and not ended, of objects whose names begin so.
    ///
    /// At most a thousand; whoever aborts them may ask again.
    ///
    /// Throws: `S3Error`, `CancellationError`.
    package func uploads(prefix: String) async throws -> [Upload] {
        var call = Call("GET", "")
        call.query = [("uploads", ""), ("prefix", prefix)]
        let subject = "to list the uploads to '\(prefix)'"
        let reply = try await send(call)
        try check(reply, subject)
        let elements = try S3Answer.elements(reply.body, subject)
        guard elements.last?.name == "ListMultipartUploadsResult" else {
            throw S3Error.unreadable(subject, reason: "it is no list of uploads")
        }
        var found: [Upload] = []
        var values: [String: String] = [:]
        for element in elements where element.path.dropFirst().first == "Upload" {
            if element.path.count == 3 { values[element.name] = element.text }
            guard element.path.count == 2 else { continue }
            if let key = values["Key"], let identifier = values["UploadId"],
                key.hasPrefix(prefix)
            {
                found.append(
                    Upload(key: key, identifier: identifier, begun: values["Initiated"] ?? "")
                )
            }
            values = [:]
        }
        return found
    }

    /// What a store counts for an object of parts: a checksum of their checksums, and how many they are.
    private static func counted(_ parts: [Part]) -> String {
        let digests = parts.flatMap(\.digest)
        return "\(base64(Array(SHA256.hash(data: digests))))-\(parts.count)"
    }

    private static func document(_ parts: [Part]) -> String {
        let items = parts.map { part in
            "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(escaped(part.tag))</ETag>"
                + "<ChecksumSHA256>\(base64(part.digest))</ChecksumSHA256></Part>"
        }
        return #"<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#
            + items.joined() + "</CompleteMultipartUpload>"
    }

    private static func escaped(_ text: String) -> String {
        let names: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"]
        return text.reduce(into: "") { $0 += names[$1] ?? String($1) }
    }
}
