import Crypto
import Model

/// A digest that content is to have, of whatever algorithm a packager's rpm used, and the content's digest as far as it was seen.
struct NamedDigest {
    private enum Hash {
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
        // Weak ones tell damage as well as the others, which is all that they are used for here.
        case sha1(Insecure.SHA1)
        case md5(Insecure.MD5)
    }

    private var hash: Hash
    private let expected: [UInt8]

    /// Takes a digest in hexadecimal, whose length tells the algorithm; nothing where it is of none that is known.
    init?(hex: String) {
        guard let bytes = Hexadecimal.bytes(hex) else { return nil }
        switch bytes.count {
        case SHA256.byteCount: hash = .sha256(SHA256())
        case SHA384.byteCount: hash = .sha384(SHA384())
        case SHA512.byteCount: hash = .sha512(SHA512())
        case Insecure.SHA1.byteCount: hash = .sha1(Insecure.SHA1())
        case Insecure.MD5.byteCount: hash = .md5(Insecure.MD5())
        default: return nil
        }
        expected = bytes
    }

    /// Expects exactly these bytes.
    init(of bytes: [UInt8]) {
        hash = .sha256(SHA256())
        expected = Array(SHA256.hash(data: bytes))
    }

    /// Takes in more of the content.
    mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { bytes in
            switch hash {
            case .sha256(var state): update(&state, bytes) { .sha256($0) }
            case .sha384(var state): update(&state, bytes) { .sha384($0) }
            case .sha512(var state): update(&state, bytes) { .sha512($0) }
            case .sha1(var state): update(&state, bytes) { .sha1($0) }
            case .md5(var state): update(&state, bytes) { .md5($0) }
            }
        }
    }

    /// Whether the content so far has the digest that it is to have.
    var isRight: Bool {
        switch hash {
        case .sha256(let state): Array(state.finalize()) == expected
        case .sha384(let state): Array(state.finalize()) == expected
        case .sha512(let state): Array(state.finalize()) == expected
        case .sha1(let state): Array(state.finalize()) == expected
        case .md5(let state): Array(state.finalize()) == expected
        }
    }

    private mutating func update<Function: HashFunction>(
        _ state: inout Function,
        _ bytes: UnsafeRawBufferPointer,
        _ wrap: (Function) -> Hash
    ) {
        state.update(bufferPointer: bytes)
        hash = wrap(state)
    }
}
