import Model

extension Publication {
    /// Far above any view, in bytes.
    private static let viewLimit = 64 << 20

    /// Checks that a repository that is signed for systemd-sysupdate stays so: its hosts refuse lists without a signature.
    ///
    /// Throws: `PublishError.noSysupdateKey`.
    func checkSysupdateKey() async throws {
        guard options.sysupdateSigner == nil,
            try await destination.entry(Self.signatureName(ChecksumFile.name)) != nil
        else { return }
        throw PublishError.noSysupdateKey(repository: destination.description)
    }

    /// Writes the files that show the images to other programs; one that is right already is left alone.
    func writeViews(expires: Int64) async throws {
        let signer = options.sysupdateSigner
        let views = SysupdateFiles(
            images: images.images,
            url: options.url,
            expires: expires,
            keyring: signer?.keyring
        ) { image in
            // Other programs know no phases: they are shown an image once every host may take it.
            image.withdrawn == nil && image.rollout?.isOver(at: options.now) ?? true
        }
        for file in views.files {
            if let signer, file.isSigned {
                let name = Self.signatureName(file.name)
                let signature = try await signer.signature(
                    over: file.bytes,
                    keeping: destination.read(name, limit: Self.viewLimit)?.bytes,
                    now: options.now
                )
                try await update(name, signature)
            }
            try await update(file.name, file.bytes)
        }
    }

    private static func signatureName(_ list: String) -> String { list + ".gpg" }

    private func update(_ name: String, _ bytes: [UInt8]) async throws {
        let old = try await destination.read(name, limit: Self.viewLimit)
        guard old?.bytes != bytes else { return }
        guard try await destination.replace(name, with: bytes, over: old?.tag) else {
            throw PublishError.busy(repository: destination.description)
        }
    }
}
