import SystemPackage

/// The check that `repomd.xml` is signed: it names all other files by their checksums, so the signature covers them too.
struct MetadataSignature {
    private let file: MetadataFile
    private let signatureFile: MetadataFile
    private let keyring: Keyring

    init(_ file: MetadataFile, signature: MetadataFile, keyring: Keyring) {
        self.file = file
        signatureFile = signature
        self.keyring = keyring
    }

    /// Checks the signature of the file at a path.
    ///
    /// Throws ``RepositoryError``.
    func check(_ path: FilePath, signature: FilePath) throws {
        let bytes: [UInt8]
        do {
            bytes = try Keyring.contents(of: signature)
        } catch let error as Errno {
            throw RepositoryError.unreadable(signatureFile, cause: error)
        }
        let refusal: Keyring.Refusal?
        do {
            let descriptor = try Descriptor(reading: path)
            refusal = try keyring.refusal(of: bytes, over: descriptor.raw)
        } catch let error as Errno {
            throw RepositoryError.unreadable(file, cause: error)
        }
        guard let refusal else { return }
        throw RepositoryError.badSignature(repository: file.repository, detail: Self.text(refusal))
    }

    private static func text(_ refusal: Keyring.Refusal) -> String {
        switch refusal {
        case .malformed: "there is no signature that can be read"
        case .unknownKey(let id): "the key \(id) is not trusted for it"
        case .unusableKey(let id, let objection): "the key \(id) \(objection.text)"
        case .wrong(let id): "the signature by the key \(id) is wrong"
        }
    }
}
