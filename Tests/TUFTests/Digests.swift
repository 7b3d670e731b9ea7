import Crypto

@testable import TUF

enum Digests {
    static func sha256(_ bytes: [UInt8]) -> String { Hex.text(SHA256.hash(data: bytes)) }
}
