import CRPM
import SystemPackage

/// A digest in the making, by librpm's cryptography.
@safe struct FileDigest: ~Copyable {
    private var context: OpaquePointer?
    private let algorithm: Int32

    /// Starts a digest with OpenPGP's number of the algorithm, or nothing when librpm does not know it.
    init?(openPGP algorithm: Int32) throws {
        try Librpm.prepare()
        guard let context = unsafe rpmDigestInit(algorithm, 0) else { return nil }
        unsafe self.context = context
        self.algorithm = algorithm
    }

    /// Starts a digest.
    init(_ algorithm: FileChecksum.Algorithm) throws {
        guard let digest = try Self(openPGP: algorithm.openPGP) else {
            throw LibrpmError.algorithm(algorithm.rawValue)
        }
        self = digest
    }

    deinit {
        // The library frees a context only when it is finished.
        if let context = unsafe context { unsafe rpmDigestFinal(context, nil, nil, 0) }
    }

    /// Adds bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else { return }
        unsafe rpmDigestUpdate(context, start, bytes.count)
    }

    /// Adds what an open file holds from its position to its end.
    ///
    /// Throws `Errno`.
    mutating func update(allOf file: FileDescriptor) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { unsafe buffer.deallocate() }
        while case let count = unsafe try file.read(into: buffer), count > 0 {
            unsafe update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Lends the unfinished context to a function of librpm.
    func withContext<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
        unsafe body(context)
    }

    /// Ends the digest and returns its bytes.
    mutating func finish() -> [UInt8] {
        var data: UnsafeMutableRawPointer?
        var length = 0
        unsafe rpmDigestFinal(context, &data, &length, 0)
        unsafe context = nil
        guard let data = unsafe data else { return [] }
        defer { unsafe free(data) }
        return unsafe Array(UnsafeRawBufferPointer(start: data, count: length))
    }
}

extension FileChecksum.Algorithm {
    /// The number that OpenPGP gives the algorithm (RFC 9580, section 9.5).
    var openPGP: Int32 {
        switch self {
        case .sha224: 11
        case .sha256: 8
        case .sha384: 9
        case .sha512: 10
        }
    }
}
