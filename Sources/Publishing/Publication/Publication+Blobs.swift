import Files
import Model

extension Publication {
    /// The paths of images that this publication lists and the one before did not, sorted.
    var addedPaths: [String] {
        new.map(\.published.path).filter { state.images[$0] == nil }.sorted()
    }

    /// Checks that every listed image that is not about to be placed is there.
    ///
    /// Throws: `PublishError.missingImage`.
    func checkFiles() async throws {
        let placed = Set(new.map(\.published.path))
        for image in images.images where !placed.contains(image.path) {
            guard try await destination.entry(image.path)?.size == image.size else {
                throw PublishError.missingImage(
                    image.path,
                    repository: destination.description
                )
            }
        }
    }

    /// Puts the new images and their documents where clients look for them.
    ///
    /// Throws: `PublishError.otherBytes` when something else has an image's name.
    func placeImages(_ progress: ProgressHandler?) async throws {
        guard !new.isEmpty else { return }
        let task = ProgressTask("publishing images", unit: .items)
        progress?(.began(task, total: Int64(new.count)))
        defer { progress?(.ended(task)) }
        for image in new {
            try await place(image)
            progress?(.advanced(task, by: 1))
        }
    }

    private func place(_ image: BuiltImage) async throws {
        let published = image.published
        let file = published.fileName
        for (document, bytes) in image.documents.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try await place(.bytes(bytes), as: "\(published.name)/\(file.companion(document))")
        }
        try await place(
            .file(
                file.text,
                in: image.folder,
                size: published.size,
                checksum: published.checksum
            ),
            as: published.path
        )
    }

    private func place(_ content: ObjectContent, as name: String) async throws {
        guard try await !destination.create(name, content) else { return }
        guard try await holds(content, name) else { throw PublishError.otherBytes(image: name) }
    }

    /// Whether an object that was there has the content that it should have.
    private func holds(_ content: ObjectContent, _ name: String) async throws -> Bool {
        switch content {
        case .bytes(let bytes):
            return try await destination.read(name, limit: bytes.count + 1)?.bytes == bytes
        case .file(_, _, let size, let checksum):
            guard let entry = try await destination.entry(name), entry.size == size else {
                return false
            }
            return try await destination.checksum(of: name) == checksum
        }
    }

    /// Removes what is listed nowhere any more: an image with its documents, or a search document.
    func remove(_ path: String) async throws {
        if path.hasPrefix("\(RepositoryLayout.search)/") {
            try await destination.remove(path)
            return
        }
        guard let slash = path.firstIndex(of: "/"),
            let name = ExtensionName(String(path[..<slash])),
            let file = ImageFileName(path[path.index(after: slash)...], of: name)
        else { return }
        for document in ImageDocument.allCases {
            try await destination.remove("\(name)/\(file.companion(document))")
        }
        try await destination.remove(path)
    }
}
