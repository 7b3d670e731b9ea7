import CRPM
import Glibc
import SystemPackage

/// Checks a package's digests and signature with librpm, and reads its header.
struct PackageVerifier {
    let path: FilePath
    let keyring: Keyring
    let policy: SignaturePolicy

    /// Verifies an open package file.
    ///
    /// Throws ``PackageFileError`` or ``LibrpmError``.
    func verify(_ file: FileDescriptor) throws -> (PackageSignature, PackageHeader) {
        try Librpm.withLock { session in
            let transaction = RPMTransaction()
            let header = try readHeader(file, transaction, session)
            let claims = try claims(in: header)
            let signature = claims.first { $0.isUnproven } ?? claims.first ?? .unsigned
            var level = RPMSIG_DIGEST_TYPE
            if !signature.isUnproven {
                // Not all keys, lest the header name a good key while another one signed.
                transaction.trust(claims.compactMap { $0.keyID }.compactMap { keyring.key($0) })
                level |= RPMSIG_SIGNATURE_TYPE
            }
            let stream = try RPMStream(duplicating: file, at: 0)
            let isSound = transaction.verify(stream, name: path.string, level: Int32(level))
            guard isSound else {
                throw PackageFileError.damaged(path, details: Self.details(session.takeMessages()))
            }
            return (signature, try PackageHeader(header, of: path))
        }
    }

    private func readHeader(
        _ file: FileDescriptor,
        _ transaction: borrowing RPMTransaction,
        _ session: borrowing Librpm.Session
    ) throws -> RPMHeader {
        let stream = try RPMStream(duplicating: file, at: 0)
        guard let header = transaction.readHeader(stream) else {
            throw PackageFileError.malformed(path, details: session.takeMessages())
        }
        _ = session.takeMessages()
        return header
    }

    /// The signatures that librpm will be asked to prove, as far as the policy lets them be missing.
    private func claims(in header: borrowing RPMHeader) throws -> [PackageSignature] {
        let tags = [RPMTAG_RSAHEADER, RPMTAG_DSAHEADER, RPMTAG_SIGPGP, RPMTAG_SIGGPG]
        let signatures = tags.compactMap { header.bytes($0) }
        guard !signatures.isEmpty || policy == .optional else {
            throw PackageFileError.unsigned(path)
        }
        return try signatures.map { try claim($0) }
    }

    /// What one signature says, before it is proven.
    private func claim(_ signature: [UInt8]) throws -> PackageSignature {
        guard let facts = OpenPGPFacts(signature, type: PGPTAG_SIGNATURE) else {
            throw PackageFileError.damaged(path, details: ["its signature is none of OpenPGP's"])
        }
        let id = facts.keyID
        guard let key = keyring.key(id) else {
            guard policy == .optional else { throw PackageFileError.unknownKey(path, keyID: id) }
            return .unknownKey(keyID: id)
        }
        if let objection = key.validity.objection(to: id, at: facts.created) {
            throw PackageFileError.unusableKey(path, keyID: id, objection)
        }
        return .signed(keyID: id, fingerprint: key.fingerprint)
    }

    /// librpm's own lines on what does not hold; a person reads them, nothing is decided by them.
    private static func details(_ messages: [String]) -> [String] {
        // The first line names the file; the expected and actual digests say nothing to a person.
        messages.dropFirst().filter { !$0.hasSuffix(": OK") && !$0.hasSuffix(": NOTFOUND") }
            .map {
                String(
                    $0.drop { $0 == " " }.prefix { $0 != "(" }.split(separator: " ").joined(
                        separator: " "
                    )
                )
            }
    }
}

extension PackageSignature {
    /// Whether nothing is left for librpm to prove.
    fileprivate var isUnproven: Bool { keyID == nil }

    /// The id of the known key.
    fileprivate var keyID: String? {
        guard case .signed(let id, _) = self else { return nil }
        return id
    }
}
