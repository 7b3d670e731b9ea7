import Model
import Transfer

extension HostManager {
    /// How many images are fetched at once.
    private static let parallelDownloads = 3

    /// Brings every image of a plan into the store.
    ///
    /// Images that are there are used again: changed ones after reading every byte, kept ones by their size. Throws: the first
    /// thing that is wrong; the store then holds what it held, and whole new images at most.
    func fetch(
        _ plan: UpdatePlan,
        offers: Offers,
        client: TransferClient,
        session: inout Session
    ) async throws -> [String] {
        let store = try Store.make(root)
        try store.sweep()
        var warnings: [String] = []
        var missing: [InstalledImage] = []
        for image in plan.images {
            let isNew = plan.changedNames.contains(image.name)
            switch try store.presence(of: image, readingIt: isNew) {
            case .present:
                if isNew {
                    try store.reading(image) {
                        try ImageContent.check($0, of: image, for: session.facts)
                    }
                }
            case .missing: missing.append(image)
            case .damaged(let reason):
                warnings.append("'\(image.file)' in the store is damaged (\(reason)): fetched anew")
                missing.append(image)
            }
        }
        guard !missing.isEmpty else { return warnings }
        try await download(missing, plan, offers, client, store, &session, &warnings)
        return warnings
    }

    private func download(
        _ missing: [InstalledImage],
        _ plan: UpdatePlan,
        _ offers: Offers,
        _ client: TransferClient,
        _ store: Store,
        _ session: inout Session,
        _ warnings: inout [String]
    ) async throws {
        var jobs: [(image: InstalledImage, repository: Repository)] = []
        let selection = Selection(host: session.facts, indexes: offers.indexes)
        for image in missing {
            if let offer = selection.offer(of: image),
                let repository = offers.repositories[offer.source]
            {
                jobs.append((image, repository))
            } else {
                warnings.append("'\(image.file)' is missing and no source offers it any more")
            }
        }
        // Recorded before the files are there, so that whatever an interruption leaves is known to be Veneer's.
        session.state.ownedFiles.formUnion(jobs.map(\.image.file.text))
        try session.save()
        let facts = session.facts
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, job) in jobs.enumerated() {
                if index >= Self.parallelDownloads { try await group.next() }
                group.addTask {
                    let unverified = try await job.repository.download(
                        job.image,
                        client,
                        into: store
                    )
                    try store.admit(try unverified.verify(for: facts))
                }
            }
            try await group.waitForAll()
        }
    }
}
