import Model

/// A secret key as `gpg --list-secret-keys --with-colons` describes it (GnuPG's `doc/DETAILS`).
struct SecretKey: Equatable {
    let fingerprint: OpenPGPFingerprint
    let primary: OpenPGPFingerprint

    /// Finds a key or subkey in a listing, and checks that it can sign what others are to believe.
    ///
    /// Throws: `OpenPGPError`.
    init(_ fingerprint: OpenPGPFingerprint, in listing: String) throws(OpenPGPError) {
        var primary: OpenPGPFingerprint?
        var records: [[Substring]] = []
        for line in listing.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            switch fields.first {
            case "sec":
                primary = nil
                records = [fields]
            case "ssb": records = records.prefix(1) + [fields]
            case "fpr" where fields.count > 9:
                let found = OpenPGPFingerprint(String(fields[9]))
                primary = primary ?? found
                guard found == fingerprint, let primary else { continue }
                // An expired primary key takes its subkeys with it.
                for record in records { try Self.check(record, fingerprint.text) }
                self.fingerprint = fingerprint
                self.primary = primary
                return
            default: break
            }
        }
        throw .noSecretKey(fingerprint.text)
    }

    private static func check(_ record: [Substring], _ name: String) throws(OpenPGPError) {
        guard record.count > 4 else { throw .noSecretKey(name) }
        switch record[1] {
        case "r": throw .revokedKey(name)
        case "e": throw .expiredKey(name)
        default: break
        }
        // Algorithms 1 to 3 are RSA (RFC 9580, section 9.1).
        if let algorithm = Int(record[3]), (1...3).contains(algorithm), let bits = Int(record[2]),
            bits < 2048
        {
            throw .weakKey(name, bits: bits)
        }
    }
}
