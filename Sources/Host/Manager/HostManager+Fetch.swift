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
        _ change: inout IntendedChange,
        offers: Offers,
        client: TransferClient,
        session: inout Session
    ) async throws {
        let store = try Store.make(root)
        try store.sweep()
        var missing: [InstalledImage] = []
        let changed = change.plan.changedNames
        for image in change.plan.images {
            let isNew = changed.contains(image.name)
            switch try store.presence(of: image, readingIt: isNew) {
            case .present where isNew:
                try store.reading(image) {
                    try ImageContent.check($0, of: image, for: session.facts)
                }
            case .present: continue
            case .missing: missing.append(image)
            case .damaged(let reason):
                change.warnings.append("'\(image.file)' in the store is damaged: \(reason)")
                missing.append(image)
            }
        }
        guard !missing.isEmpty else { return }
        let jobs = jobs(for: missing, offers, session.facts, &change)
        change.fetched = Set(jobs.map(\.image.name))
        // Recorded before the files are there, so that whatever an interruption leaves is known to be Veneer's.
        let former = session.state.ownedFiles
        session.state.ownedFiles.formUnion(jobs.map(\.image.file.text))
        try session.save()
        do {
            try await download(jobs, client, store, session.facts)
        } catch {
            let added = session.state.ownedFiles.subtracting(former)
            takeBack(added, from: store, &session)
            throw error
        }
    }

    /// Removes what a failed download has brought all the same, and its record.
    private func takeBack(_ files: Set<String>, from store: Store, _ session: inout Session) {
        do {
            try store.remove(files)
            session.state.ownedFiles.subtract(files)
            try session.save()
        } catch {
            // What made the download fail is the thing to tell. What is left stays recorded as Veneer's, and the next change removes it.
            session.state.ownedFiles.formUnion(files)
        }
    }

    private typealias Job = (image: InstalledImage, repository: Repository)

    /// Who has each image that is missing.
    private func jobs(
        for missing: [InstalledImage],
        _ offers: Offers,
        _ facts: HostFacts,
        _ change: inout IntendedChange
    ) -> [Job] {
        let selection = Selection(host: facts, indexes: offers.indexes)
        var jobs: [Job] = []
        for image in missing {
            if let offer = selection.offer(of: image),
                let repository = offers.repositories[offer.source]
            {
                jobs.append((image, repository))
            } else {
                change.problems.append(
                    "'\(image.file)' cannot be fetched: no source offers it any more"
                )
            }
        }
        return jobs
    }

    private func download(
        _ jobs: [Job],
        _ client: TransferClient,
        _ store: Store,
        _ facts: HostFacts
    ) async throws {
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
