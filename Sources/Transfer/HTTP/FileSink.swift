import Files
import Crypto

/// Writes a download to a pending file and hashes it on the way.
struct FileSink: ByteSink {
    private let location: Location
    /// What the file has to be; nothing when nothing is known of it.
    private let expectation: Expectation?
    private let limit: Int64
    private let file: PendingFile
    private let report: ProgressReport?
    private var hasher: Hasher
    private(set) var received: Int64 = 0
    var validator: String?

    init(
        location: Location,
        folder: Folder,
        expectation: Expectation,
        report: ProgressReport?
    ) throws(TransferError) {
        try self.init(
            location: location,
            folder: folder,
            limit: expectation.size ?? expectation.limit,
            expectation: expectation,
            report: report
        )
    }

    init(
        location: Location,
        folder: Folder,
        limit: Int64,
        expectation: Expectation? = nil,
        report: ProgressReport?
    ) throws(TransferError) {
        self.location = location
        self.expectation = expectation
        self.limit = limit
        self.report = report
        hasher = Hasher(expectation?.digest)
        do {
            file = try PendingFile(in: folder)
        } catch {
            throw .file(error)
        }
    }

    mutating func begin(resuming: Bool, total: Int64?) throws {
        if let total, let size = expectation?.size, total != size {
            throw TransferError.wrongSize(location, expected: size, actual: total)
        }
        if let total, total > limit { throw TransferError.tooLarge(location, limit: limit) }
        guard !resuming, received > 0 else { return }
        report?.advance(by: -received)
        hasher = Hasher(expectation?.digest)
        received = 0
        try file.empty()
    }

    mutating func receive(_ bytes: UnsafeRawBufferPointer) throws {
        let count = Int64(bytes.count)
        guard count <= limit - received else {
            throw TransferError.tooLarge(location, limit: limit)
        }
        try file.write(bytes)
        hasher.update(bytes)
        received += count
        report?.advance(by: count)
    }

    /// The file, if it is what was expected.
    func verified() throws(TransferError) -> VerifiedFile {
        guard let expectation else { throw .garbled(location) }
        if let size = expectation.size, received != size {
            throw .wrongSize(location, expected: size, actual: received)
        }
        let actual = hasher.digest
        guard actual == expectation.digest else {
            throw .wrongDigest(location, expected: expectation.digest, actual: actual)
        }
        return VerifiedFile(file: file, size: received, digest: actual)
    }

    /// The file as it came.
    var unproven: UnprovenFile {
        UnprovenFile(file: file, size: received, digest: hasher.digest)
    }
}

extension FileSink {
    /// The running digest, by the algorithm that the expectation names.
    private enum Hasher {
        case sha256(SHA256)
        case sha512(SHA512)

        init(_ digest: ContentDigest?) {
            switch digest {
            case .sha256, nil: self = .sha256(SHA256())
            case .sha512: self = .sha512(SHA512())
            }
        }

        mutating func update(_ bytes: UnsafeRawBufferPointer) {
            switch self {
            case .sha256(var hasher):
                hasher.update(bufferPointer: bytes)
                self = .sha256(hasher)
            case .sha512(var hasher):
                hasher.update(bufferPointer: bytes)
                self = .sha512(hasher)
            }
        }

        var digest: ContentDigest {
            switch self {
            case .sha256(let hasher): .sha256(Array(hasher.finalize()))
            case .sha512(let hasher): .sha512(Array(hasher.finalize()))
            }
        }
    }
}
