import Model

extension Publication {
    /// Far above any view, in bytes.
    private static let viewLimit = 64 << 20

    /// Writes the files that show the images to other programs; one that is right already is left alone.
    func writeViews() async throws {
        // An extension whose images are all withdrawn has an empty list, so that nobody keeps an old one.
        let groups = Dictionary(grouping: images.images, by: \.name)
            .mapValues { $0.filter { $0.withdrawn == nil } }
            .sorted { $0.key < $1.key }
        for (name, images) in groups {
            let list = ChecksumFile(images, for: .extensionFolder)
            try await update("\(name)/\(ChecksumFile.name)", list.text)
        }
        try await update(
            ChecksumFile.name,
            ChecksumFile(groups.flatMap(\.value), for: .repository).text
        )
        guard var url = options.url?[...] else { return }
        while url.hasSuffix("/") { url = url.dropLast() }
        for (name, images) in groups {
            let definition = TransferDefinition(name: name, url: String(url), images: images)
            for kind in TransferDefinition.Kind.allCases {
                try await update(definition.fileName(kind), definition.text(kind))
            }
        }
    }

    private func update(_ name: String, _ text: String) async throws {
        let bytes = Array(text.utf8)
        let old = try await destination.read(name, limit: Self.viewLimit)
        guard old?.bytes != bytes else { return }
        guard try await destination.replace(name, with: bytes, over: old?.tag) else {
            throw PublishError.busy(repository: destination.description)
        }
    }
}
