package import Model

/// What sources offer, and the choice among it.
package struct Selection: Sendable {
    package var host: HostFacts
    private let offers: [ExtensionName: [Candidate]]
    private let sources: [SourceName]
    private let names: Set<ExtensionName>

    /// Takes in what each source offers.
    package init(host: HostFacts, indexes: [SourceName: RepositoryIndex]) {
        self.host = host
        sources = indexes.keys.sorted()
        names = Set(indexes.values.flatMap(\.names))
        var offers: [ExtensionName: [Candidate]] = [:]
        for source in sources {
            for image in indexes[source]?.images ?? [] {
                offers[image.name, default: []].append(Candidate(source: source, image: image))
            }
        }
        self.offers = offers
    }

    /// The newest image of an extension that fits the host.
    ///
    /// Of the same version in several sources, the first source by name is taken. Throws: `SelectionError` with the rule that
    /// refuses each group of images.
    package func best(_ request: ExtensionRequest) throws(SelectionError) -> Candidate {
        let all = offers[request.name, default: []].filter { candidate in
            request.source.map { $0 == candidate.source } ?? true
        }
        guard !all.isEmpty else { throw unknown(request) }
        let fitting = all.filter { host.judge($0.image).fits }
        guard let first = fitting.first else {
            throw .unfit(request.name, groups: groups(all))
        }
        return fitting.dropFirst().reduce(first) { best, next in
            best.image.version < next.image.version ? next : best
        }
    }

    /// The offer with exactly these bytes, to fetch an image again that the host has chosen before.
    package func offer(of installed: InstalledImage) -> Candidate? {
        offers[installed.name, default: []].first { candidate in
            candidate.image.checksum == installed.checksum
                && candidate.image.fileName == installed.file
        }
    }

    private func unknown(_ request: ExtensionRequest) -> SelectionError {
        let asked = request.source.map { [$0] } ?? sources
        let similar = Similarity.closest(to: request.name.text, in: names.map(\.text).sorted())
        return .unknown(
            request.name.text,
            similar: similar.filter { $0 != request.name.text },
            sources: asked
        )
    }

    private func groups(_ candidates: [Candidate]) -> [SelectionError.Group] {
        var groups: [SelectionError.Group] = []
        for image in candidates.map(\.image) {
            let reason = host.judge(image)
            if let index = groups.firstIndex(where: { $0.reason == reason }) {
                groups[index].count += 1
                groups[index].newest = max(groups[index].newest, image.version)
            } else {
                groups.append(.init(reason: reason, count: 1, newest: image.version))
            }
        }
        return groups
    }
}
