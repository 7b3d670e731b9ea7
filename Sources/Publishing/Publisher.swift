import Files
package import Model
package import SystemPackage
package import TUF
import Transfer

/// Publishes built images: checks them, places them, and signs the new index.
package struct Publisher: Sendable {
    /// What a publication is made with.
    package struct Options: Sendable {
        package var key: SigningKey
        /// The repository's title; the one it has already when none is given.
        package var title: String?
        /// Where the repository will be served; without it no systemd-sysupdate definitions are written.
        package var url: String?
        /// For how many days a host may trust the index; 30 leaves a host that misses updates a month, and a stolen old index no more.
        package var lifetime: Int
        /// The time of the publication: seconds since 1970-01-01 UTC.
        package var now: Int64

        package init(
            key: SigningKey,
            title: String?,
            url: String?,
            lifetime: Int = 30,
            now: Int64
        ) {
            self.key = key
            self.title = title
            self.url = url
            self.lifetime = lifetime
            self.now = now
        }
    }

    let images: FilePath
    let repository: FilePath
    let options: Options
    let progress: ProgressHandler?

    /// Makes a publisher of the images in one folder to a repository; both may be the same folder.
    package init(
        images: FilePath,
        repository: FilePath,
        options: Options,
        progress: ProgressHandler?
    ) {
        self.images = images
        self.repository = repository
        self.options = options
        self.progress = progress
    }

    /// Publishes what is new.
    ///
    /// Nothing is written before every image has been checked. What is written is durable, the blobs first and the signed index last:
    /// stopped anywhere, the repository is the old one, and publishing again completes it.
    ///
    /// Throws: `PublishError`, `FileError`, or `IndexError`.
    package func publish() throws -> PublishReport {
        let source = try Folder(images)
        let made = try makeRepository()
        let plan: PublicationPlan
        do {
            plan = try prepare(made.folder, from: source)
        } catch {
            made.takeBack()
            throw error
        }
        for image in plan.new { try plan.repository.place(image) }
        let known = plan.old?.images ?? []
        let listed = Set(known.map(\.path))
        // What is listed and was missing has been put back, and is no second entry.
        let new = plan.new.map(\.published).filter { !listed.contains($0.path) }
        let all = (known + new).sorted { $0.path < $1.path }
        try plan.repository.writeViews(of: all, url: options.url)
        let index = try renewed(plan.old, images: all)
        if index != plan.old {
            try plan.repository.write(index, key: options.key)
        }
        return PublishReport(
            repository: repository.string,
            title: index.title,
            version: index.version,
            expires: index.expires,
            isRenewed: index != plan.old,
            added: plan.new.map(\.published.path).sorted(),
            images: all.map(\.path)
        )
    }

    private func prepare(_ target: Folder, from source: Folder) throws -> PublicationPlan {
        try checkOptions()
        let repository = RepositoryFolder(target)
        guard try target.tryLock() else {
            throw PublishError.busy(repository: self.repository.string)
        }
        try repository.removeLeftovers()
        let old = try repository.readIndex(key: options.key.publicKey)
        var plan = PublicationPlan(repository: repository, old: old)
        let candidates = try repository.candidates(from: source, known: old)
        guard !candidates.isEmpty || old != nil else {
            throw PublishError.nothing(folder: images.string)
        }
        try check(candidates, into: &plan)
        try repository.checkFiles(of: old, except: plan.new)
        return plan
    }

    private func makeRepository() throws(FileError) -> MadeFolder {
        do throws(FileError) {
            return MadeFolder(folder: try Folder(repository), isNew: false)
        } catch {
            guard error.isNotFound else { throw error }
            return MadeFolder(folder: try Folder.making(repository), isNew: true)
        }
    }

    private func checkOptions() throws(PublishError) {
        guard (1...3650).contains(options.lifetime) else { throw .badLifetime(options.lifetime) }
        guard let url = options.url else { return }
        guard url.hasPrefix("http://") || url.hasPrefix("https://"),
            url.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "%") })
        else { throw .badURL(url) }
    }

    private func check(_ candidates: [Candidate], into plan: inout PublicationPlan) throws {
        let task = ProgressTask("checking images", unit: .items)
        progress?(.began(task, total: Int64(candidates.count)))
        defer { progress?(.ended(task)) }
        for candidate in candidates {
            let image = try BuiltImage(checking: candidate.name, in: candidate.folder)
            try plan.add(image)
            progress?(.advanced(task, by: 1))
        }
    }

    /// The index that follows: the old one itself when it says the same and is good for another half of its life.
    private func renewed(
        _ old: RepositoryIndex?,
        images: [PublishedImage]
    ) throws -> RepositoryIndex {
        let title = options.title ?? old?.title ?? "Extensions"
        let life = Int64(options.lifetime) * 86_400
        if let old, old.images == images, old.title == title,
            old.expires - options.now > life / 2, old.expires - options.now <= life
        {
            return old
        }
        return RepositoryIndex(
            version: (old?.version ?? 0) + 1,
            created: options.now,
            expires: options.now + life,
            title: title,
            images: images
        )
    }
}
