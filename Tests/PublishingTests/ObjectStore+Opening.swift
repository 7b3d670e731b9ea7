import Model
import TestSupport

@testable import Publishing
@testable import Transfer

extension ObjectStore {
    /// Opens a prefix of the bucket as a destination, without long pauses.
    @discardableResult
    func open<Value: Sendable>(
        bucket: String = "bucket",
        sizes: S3Client.PartSizes = .init(),
        silence: Duration = .seconds(30),
        progress: ProgressHandler? = nil,
        note: @escaping @Sendable (Finding) -> Void = { _ in },
        _ body: (S3Destination) async throws -> Value
    ) async throws -> Value {
        try await TransferClient.with(
            retries: RetryPolicy(pauses: [.zero, .zero]),
            timeouts: TransferClient.Timeouts(silence: silence),
            progress: progress
        ) { transfer in
            let client = S3Client(
                transfer,
                bucket: try S3Bucket(name: bucket, endpoint: url, environment: [:]),
                credentials: try S3Credentials.found(in: environment)
            )
            let pauses = [Duration](repeating: .milliseconds(20), count: 4)
            return try await body(
                S3Destination(
                    client,
                    prefix: "some/where",
                    behaviour: .init(settling: pauses, sizes: sizes),
                    note: note
                )
            )
        }
    }
}
