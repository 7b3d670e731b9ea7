import Model

/// How many versions of an extension stay listed for each release and architecture.
package struct Retention: Equatable, Sendable {
    /// At least 1.
    package let count: Int

    /// Makes a rule.
    ///
    /// Throws: `PublishError.badRetention` when nothing would stay.
    package init(count: Int) throws(PublishError) {
        guard count > 0 else { throw .badRetention(count) }
        self.count = count
    }

    /// The paths of the images that need not stay: all but the newest ones; withdrawn images take nobody's place.
    func released(_ images: [PublishedImage]) -> Set<String> {
        let groups = Dictionary(grouping: images) { image in
            "\(image.name)/\(image.release)/\(image.architecture)"
        }
        var released: Set<String> = []
        for group in groups.values {
            let kept = group.filter { $0.withdrawn == nil }
                .sorted { $1.version < $0.version }.prefix(count).map(\.version)
            guard let oldest = kept.last else { continue }
            released.formUnion(group.filter { $0.version < oldest }.map(\.path))
        }
        return released
    }
}
