import Model
import TUF

/// One publication: what there is, what it becomes, and the writing of it in the order that no reader stumbles over.
struct Publication {
    let destination: any Destination
    let options: PublishOptions
    let state: PublishedState
    private(set) var images: ImageSet
    private(set) var new: [BuiltImage] = []

    /// Takes the repository and reads what is published.
    ///
    /// Throws: `PublishError.busy`, what `StateReader` throws.
    init(to destination: any Destination, options: PublishOptions) async throws {
        self.destination = destination
        self.options = options
        guard try await destination.lock() else {
            throw PublishError.busy(repository: destination.description)
        }
        let reader = StateReader(
            destination: destination,
            roots: options.keys.roots.map(\.document)
        )
        state = try await reader.read()
        images = state.images
    }

    var title: String { options.title ?? state.title ?? "Extensions" }

    /// Takes in an image that was built.
    ///
    /// Throws: `PublishError.otherBytes` when its name stands for other bytes, `.notNewer` or `.collision`.
    mutating func add(_ image: BuiltImage) async throws {
        var published = image.published
        if let listed = images[published.path] {
            guard listed.checksum == published.checksum else {
                throw PublishError.otherBytes(image: published.path)
            }
            // What is listed is published as it was; its files may have to be put back.
            if try await destination.entry(published.path)?.size != published.size {
                new.append(image)
            }
            return
        }
        published.published = options.now
        published.rollout = options.rollout
        try NameOrder.check(published, against: images.images)
        images.add(published)
        new.append(image)
    }

    /// Lets go of images that need not stay: they are listed no more, and their files stay until the grace is over.
    mutating func retire() {
        guard let retention = options.retention else { return }
        images.retire(retention.released(images.images), now: options.now)
    }

    /// Marks images as withdrawn: they stay listed, so that hosts that have them are told, and are offered no more.
    ///
    /// Throws: `PublishError.unknownImage`.
    mutating func withdraw() throws(PublishError) {
        for (path, reason) in options.withdrawals.sorted(by: { $0.key < $1.key }) {
            try images.withdraw(path, Withdrawal(reason: reason, date: options.now))
        }
    }

    /// Writes what is new: blobs, what other programs read, metadata, and the timestamp at the very end.
    mutating func write(_ progress: ProgressHandler?) async throws -> PublishReport {
        try checkKeys()
        try await checkSysupdateKey()
        try await checkFiles()
        try await placeImages(progress)
        let collected = images.collect(before: options.now - options.grace)
        let timestamp = try await writeMetadata()
        try await writeViews(expires: timestamp.document.expires)
        if timestamp.isNew { try await publish(timestamp.document) }
        for path in collected { try await remove(path) }
        return PublishReport(
            repository: destination.description,
            title: title,
            version: Int(timestamp.document.version),
            expires: timestamp.document.expires,
            isRenewed: timestamp.isNew,
            added: addedPaths,
            collected: collected,
            images: images.images.map(\.path)
        )
    }
}
