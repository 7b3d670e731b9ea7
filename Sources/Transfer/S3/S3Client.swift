import Model

/// Requests to one bucket of an S3-compatible object store, signed, with the client's retries.
///
/// Keys are whole names in the bucket. Every request may be made more than once; a conditional one that finds something there after
/// its first attempt may have found its own work.
package struct S3Client: Sendable {
    package let bucket: S3Bucket
    let transfer: TransferClient
    private let signature: S3Signature
    private let clock: @Sendable () -> Int64

    /// Makes a client for a bucket; the clock gives seconds since 1970 began.
    package init(
        _ transfer: TransferClient,
        bucket: S3Bucket,
        credentials: S3Credentials,
        clock: @escaping @Sendable () -> Int64 = { S3Time.clock }
    ) {
        self.transfer = transfer
        self.bucket = bucket
        self.clock = clock
        signature = S3Signature(credentials: credentials, region: bucket.region)
    }

    /// A request before it is signed.
    struct Call {
        var method: String
        /// Empty for the bucket itself.
        var key: String
        var query: [(name: String, value: String)] = []
        var headers: [HTTPExchange.Header] = []
        var body = RequestBody.none
        /// The body's SHA-256 where it is known already.
        var digest: [UInt8]?
        /// In bytes, of the answer.
        var limit = S3Client.answerLimit
        var task: ProgressTask?

        init(_ method: String, _ key: String) {
            self.method = method
            self.key = key
        }
    }

    /// In bytes: the most that an answer of a thousand names with all that is said of them takes.
    static let answerLimit = 8 << 20

    /// Makes a request.
    ///
    /// Throws: `S3Error`, `CancellationError`.
    func send(_ call: Call) async throws -> HTTPReply {
        do {
            let digest = Hexadecimal.text(try call.digest ?? Self.digest(of: call.body))
            let location = try bucket.location(of: call.key, query: call.query)
            return try await transfer.exchange(task: call.task) {
                HTTPExchange(
                    call.method,
                    location,
                    headers: signed(call, digest),
                    body: call.body,
                    limit: call.limit
                )
            }
        } catch let error as TransferError {
            throw S3Error.transfer(error)
        }
    }

    private func signed(_ call: Call, _ digest: String) -> [HTTPExchange.Header] {
        let time = S3Time(clock())
        var headers =
            call.headers + [
                .init("Host", bucket.host), .init("x-amz-content-sha256", digest),
                .init("x-amz-date", time.stamp),
            ]
        if let token = signature.credentials.sessionToken {
            headers.append(.init("x-amz-security-token", token))
        }
        let request = S3Signature.Request(
            method: call.method,
            path: bucket.path(of: call.key),
            query: call.query,
            headers: headers,
            payload: digest
        )
        let authorization = signature.authorization(of: request, at: time)
        return headers + [.init("Authorization", authorization)]
    }
}
