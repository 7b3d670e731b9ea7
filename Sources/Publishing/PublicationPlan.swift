import Model
import Transfer

/// What one publication is going to do.
struct PublicationPlan {
    let repository: RepositoryFolder
    let old: RepositoryIndex?
    var new: [BuiltImage] = []

    /// Takes an image in, if it is new.
    ///
    /// Throws: `PublishError.otherBytes` when its name stands for other bytes.
    mutating func add(_ image: BuiltImage) throws {
        let path = image.published.path
        let others = (old?.images ?? []) + new.map(\.published)
        if let same = others.first(where: { $0.path == path }) {
            guard same.checksum == image.published.checksum else {
                throw PublishError.otherBytes(image: path)
            }
            if try repository.has(same) { return }
        }
        try repository.checkPlace(of: image)
        new.append(image)
    }
}
