import XML

extension S3Client {
    /// An object in a listing.
    package struct Listed: Equatable, Sendable {
        package var key: String
        /// In bytes.
        package var size: Int64
    }

    /// All objects whose names begin so, in the store's order (ListObjectsV2).
    ///
    /// Throws: `S3Error`; `.tooMany` beyond the limit. `CancellationError`.
    package func list(prefix: String, limit: Int = 1_000_000) async throws -> [Listed] {
        var found: [Listed] = []
        var token: String?
        repeat {
            var call = Call("GET", "")
            call.query = [("list-type", "2"), ("prefix", prefix), ("encoding-type", "url")]
            if let token { call.query.append(("continuation-token", token)) }
            let subject = "to list '\(prefix)'"
            let reply = try await send(call)
            try check(reply, subject)
            let page = try Page(reply.body, subject)
            guard page.objects.allSatisfy({ $0.key.hasPrefix(prefix) }) else {
                throw S3Error.unreadable(
                    subject,
                    reason: "it names objects that were not asked for"
                )
            }
            found += page.objects
            guard found.count <= limit else { throw S3Error.tooMany(prefix: prefix, limit: limit) }
            guard page.next == nil || page.next != token else {
                throw S3Error.unreadable(subject, reason: "it does not end")
            }
            token = page.next
        } while token != nil
        return found
    }

    /// One page of a listing.
    private struct Page {
        var objects: [Listed] = []
        /// What the next page is asked for with.
        var next: String?

        init(_ body: [UInt8], _ subject: String) throws(S3Error) {
            let elements = try S3Answer.elements(body, subject)
            guard elements.last?.name == "ListBucketResult" else {
                throw .unreadable(subject, reason: "it is no listing")
            }
            func text(_ name: String) -> String? {
                elements.first { $0.path == ["ListBucketResult", name] }?.text
            }
            let isEncoded = text("EncodingType") == "url"
            var key: String?
            var size: Int64?
            for element in elements where element.path.dropFirst().first == "Contents" {
                switch element.path.dropFirst(2).first {
                case "Key": key = isEncoded ? PercentEncoding.decoded(element.text) : element.text
                case "Size": size = Int64(element.text)
                case nil:
                    guard let name = key, let bytes = size, bytes >= 0 else {
                        throw .unreadable(subject, reason: "an object has no name or no size")
                    }
                    objects.append(Listed(key: name, size: bytes))
                    (key, size) = (nil, nil)
                default: break
                }
            }
            if text("IsTruncated") == "true" {
                guard let token = text("NextContinuationToken"), !token.isEmpty else {
                    throw .unreadable(subject, reason: "it goes on, but does not say where")
                }
                next = token
            }
        }
    }
}
