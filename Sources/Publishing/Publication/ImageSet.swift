import Model

/// What a repository lists, and what a publication makes of it; decided without touching anything.
struct ImageSet: Equatable, Sendable {
    /// Sorted by path.
    private(set) var images: [PublishedImage]
    /// The paths that are no longer listed and whose files are still there, with the time when they were let go.
    private(set) var retired: [String: Int64]

    init(images: [PublishedImage], retired: [String: Int64]) {
        self.images = images.sorted { $0.path < $1.path }
        self.retired = retired
    }

    subscript(path: String) -> PublishedImage? { images.first { $0.path == path } }

    /// Lists an image.
    mutating func add(_ image: PublishedImage) {
        retired[image.path] = nil
        images.removeAll { $0.path == image.path }
        let place = images.firstIndex { image.path < $0.path } ?? images.endIndex
        images.insert(image, at: place)
    }

    /// Marks an image as no longer offered.
    ///
    /// Throws: `PublishError.unknownImage` when it is not listed.
    mutating func withdraw(_ path: String, _ withdrawal: Withdrawal) throws(PublishError) {
        guard let index = images.firstIndex(where: { $0.path == path }) else {
            throw .unknownImage(path)
        }
        if images[index].withdrawn?.reason != withdrawal.reason {
            images[index].withdrawn = withdrawal
        }
    }

    /// Lets images go that are not to be kept; their files stay for clients that have read the metadata before.
    mutating func retire(_ paths: Set<String>, now: Int64) {
        for image in images where paths.contains(image.path) { retired[image.path] = now }
        images.removeAll { paths.contains($0.path) }
    }

    /// Takes the paths out whose grace is over, and gives them.
    mutating func collect(before time: Int64) -> [String] {
        let paths = retired.filter { $0.value <= time }.keys.sorted()
        for path in paths { retired[path] = nil }
        return paths
    }
}
