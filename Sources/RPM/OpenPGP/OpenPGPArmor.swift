import CRPM
import Glibc

/// Splits key files into certificates, and takes signatures out of their armour.
enum OpenPGPArmor {
    private static let begin = "-----BEGIN PGP "

    /// The packets of each block of ASCII armour (RFC 9580, section 6), or the bytes themselves when they are packets.
    static func blocks(in bytes: [UInt8], name: String) throws -> [[UInt8]] {
        // The first bit of a packet is set, and of no character of armour.
        if let first = bytes.first, first & 0x80 != 0 { return [bytes] }
        let text = String(decoding: bytes, as: UTF8.self)
        var blocks: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasPrefix(begin) {
                blocks.append("\(line)\n")
            } else if !blocks.isEmpty {
                blocks[blocks.count - 1] += "\(line)\n"
            }
        }
        guard !blocks.isEmpty else { throw KeyringError.empty(name: name) }
        return try blocks.map { block in
            var packets: UnsafeMutablePointer<UInt8>?
            var length = 0
            let armor = unsafe pgpParsePkts(block, &packets, &length)
            guard armor == PGPARMOR_PUBKEY, let packets = unsafe packets else {
                throw KeyringError.malformed(name: name)
            }
            defer { unsafe free(packets) }
            return unsafe Array(UnsafeBufferPointer(start: packets, count: length))
        }
    }

    /// The packets of the first signature in ASCII armour, or nothing when there is none.
    ///
    /// librpm's own function takes public keys alone.
    static func signature(in bytes: [UInt8]) -> [UInt8]? {
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .drop { $0 != "-----BEGIN PGP SIGNATURE-----" }
            .drop { !$0.allSatisfy(\.isWhitespace) }
        // The line that begins with '=' is a checksum, which adds nothing to a signature.
        let text = lines.prefix { !$0.hasPrefix("=") && !$0.hasPrefix("-") }.joined(separator: "\n")
        var packets: UnsafeMutableRawPointer?
        var length = 0
        guard unsafe rpmBase64Decode(text, &packets, &length) == 0, let packets = unsafe packets
        else {
            return nil
        }
        defer { unsafe free(packets) }
        return unsafe Array(UnsafeRawBufferPointer(start: packets, count: length))
    }

    /// The certificates of a block, each with its user ids, subkeys and signatures.
    static func certificates(in packets: [UInt8], name: String) throws -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        var rest = packets[...]
        while !rest.isEmpty {
            let bytes = Array(rest)
            var length = 0
            guard unsafe pgpPubKeyCertLen(bytes, bytes.count, &length) == 0,
                length > 0, length <= bytes.count
            else { throw KeyringError.malformed(name: name) }
            certificates.append(Array(bytes.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return certificates
    }
}
