import Crypto
import Files
import Model
import SystemPackage
import Transfer

/// An object's content, ready to be sent.
struct StoredContent: Sendable {
    /// Bytes in memory, or a file to be opened.
    enum Body {
        case bytes([UInt8])
        case file(String, in: Folder)
    }

    let original: ObjectContent
    let body: Body
    /// In bytes.
    let size: Int64
    private let attributes: S3Attributes
    private let task: ProgressTask

    init(_ content: ObjectContent, name: String) {
        original = content
        let checksum: Checksum
        switch content {
        case .bytes(let bytes):
            body = .bytes(bytes)
            size = Int64(bytes.count)
            checksum = Checksum(SHA256.hash(data: bytes))
        case .file(let source, let folder, let length, let known):
            body = .file(source, in: folder)
            size = length
            checksum = known
        }
        let headers = ObjectHeaders(name)
        attributes = S3Attributes(
            contentType: headers.contentType,
            cacheControl: headers.cacheControl,
            checksum: checksum
        )
        task = ProgressTask("uploading \(name)", unit: .bytes)
    }

    func isLarge(_ sizes: S3Client.PartSizes) -> Bool { size > sizes.threshold }

    /// Whether an object has this content, by all that the store knows of it.
    func isEqual(to object: S3Object) -> Bool {
        object.size == size && object.contentChecksum == attributes.checksum
    }

    func store(
        as key: String,
        with client: S3Client,
        _ sizes: S3Client.PartSizes,
        when condition: S3Condition
    ) async throws -> S3Outcome {
        switch body {
        case .bytes(let bytes):
            return try await client.put(key, .bytes(bytes), attributes, when: condition)
        case .file(let source, let folder):
            let file = try OpenFile(source, in: folder)
            return try await client.put(
                key,
                file: file.descriptor,
                size: size,
                path: folder.path.appending(source).string,
                attributes,
                when: condition,
                sizes: sizes,
                task: task
            )
        }
    }
}
