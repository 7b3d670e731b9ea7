import Files
package import Model
package import SystemPackage
import TUF
import Transfer

/// Publishes built images: checks them, places them, and signs the metadata that lists them.
package struct Publisher: Sendable {
    private let options: PublishOptions
    private let progress: ProgressHandler?

    /// Makes a publisher.
    package init(options: PublishOptions, progress: ProgressHandler?) {
        self.options = options
        self.progress = progress
    }

    /// Publishes the images of a folder; without one, only signs anew what is about to expire.
    ///
    /// Nothing is written before every image has been checked. What is written is durable, the blobs first and the timestamp last:
    /// stopped anywhere, the repository is the old one, and publishing again completes it.
    ///
    /// Throws: `PublishError`, `FileError`, `IndexError`, or what the destination throws.
    package func publish(
        _ images: FilePath?,
        to destination: any Destination
    ) async throws -> PublishReport {
        try options.check()
        try checkRoot()
        let built = try images.map(check) ?? []
        if built.isEmpty,
            try await destination.entry(MetadataName.timestamp) == nil
        {
            throw PublishError.nothing(folder: images?.string ?? destination.description)
        }
        var publication = try await Publication(to: destination, options: options)
        // Oldest first, so that each one is newer than those before it.
        let sorted = built.sorted { $0.published.version < $1.published.version }
        for image in sorted { try await publication.add(image) }
        try publication.withdraw()
        publication.retire()
        return try await publication.write(progress)
    }

    private func checkRoot() throws(PublishError) {
        let expires = options.keys.root.expires
        guard expires > options.now else {
            throw .expiredRoot(place: options.keys.place, seconds: expires)
        }
    }

    private func check(_ images: FilePath) throws -> [BuiltImage] {
        let folder = try Folder(images)
        let names = try folder.entries().filter { $0.kind == .file && $0.name.hasSuffix(".raw") }
        let task = ProgressTask("checking images", unit: .items)
        progress?(.began(task, total: Int64(names.count)))
        defer { progress?(.ended(task)) }
        return try names.map { entry in
            let image = try BuiltImage(checking: entry.name, in: folder)
            progress?(.advanced(task, by: 1))
            return image
        }
    }
}
