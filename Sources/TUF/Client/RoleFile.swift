import Crypto

/// The names of metadata files.
enum RoleFile {
    /// A role's file as stores and snapshots' readers call it: its name, percent-encoded, and `.json`.
    static func name(_ role: String) -> String { encoded(role) + ".json" }

    /// A role's file in a repository with consistent snapshots (TUF section 6).
    static func name(_ role: String, _ version: Int64) -> String { "\(version).\(name(role))" }

    /// Everything but unreserved characters (RFC 3986 section 2.3) encoded: names of roles may hold `/`, `?` and `#`.
    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + Hex.text([byte]).uppercased()
            }
        }
        return result
    }
}

/// Whether bytes have the length and digests that metadata names.
enum Announced {
    /// Whether every digest of a kind that is known here fits, and there is one.
    static func digestsFit(_ hashes: [String: String], _ bytes: [UInt8]) -> Bool {
        var known = 0
        for (algorithm, hex) in hashes {
            let digest: [UInt8]
            switch algorithm {
            case "sha256": digest = Array(SHA256.hash(data: bytes))
            case "sha512": digest = Array(SHA512.hash(data: bytes))
            default: continue
            }
            known += 1
            guard Hex.bytes(hex) == digest else { return false }
        }
        return known > 0
    }
}

extension MetaFile {
    /// Whether bytes are the file that this entry names, as far as it says.
    func fits(_ bytes: [UInt8]) -> Bool {
        if let length, length != Int64(bytes.count) { return false }
        return hashes.map { Announced.digestsFit($0, bytes) } ?? true
    }
}

extension TargetFile {
    /// Whether bytes are this target.
    package func fits(_ bytes: [UInt8]) -> Bool {
        length == Int64(bytes.count) && Announced.digestsFit(hashes, bytes)
    }
}
