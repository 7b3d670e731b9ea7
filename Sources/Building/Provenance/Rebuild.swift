package import Model

/// Whether an image has to be built, and as which revision, by what was built before.
///
/// Published bytes never change, so another image of the same package version is a new revision. An image is another one when its
/// content is: a newer base or another comment in the recipe alone makes none.
package struct Rebuild: Sendable {
    private let revision: Int
    private let inputs: Checksum
    /// Whether everything is built once more, to compare.
    private let isForced: Bool
    /// The newest image of the same package version.
    private let last: PreviousImage?

    /// Prepares the decision for a version of the package that names the image, and the revision that the recipe asks for.
    package init(
        of version: EVR,
        revision: Int,
        inputs: Checksum,
        previous: PreviousImages,
        isForced: Bool = false
    ) {
        self.revision = revision
        self.inputs = inputs
        self.isForced = isForced
        last = previous.images.last { $0.provenance.packageVersion == version }
    }

    /// The image that the inputs alone show to be there already; known before anything is downloaded.
    package var unchanged: PreviousImage? {
        guard let last, !isForced, !last.isMissing, hasSameInputs(last) else { return nil }
        return last
    }

    /// The image that has this content already.
    package func unchanged(content: Checksum?) -> PreviousImage? {
        guard let last, !isForced, !last.isMissing, revision <= last.provenance.revision,
            let content, last.provenance.content == content
        else { return nil }
        return last
    }

    /// The count of rebuilds that a new image gets: that of the last one where it will have the same bytes, or else one more.
    package var nextRevision: Int {
        guard let last else { return revision }
        return hasSameInputs(last)
            ? last.provenance.revision : max(last.provenance.revision + 1, revision)
    }

    private func hasSameInputs(_ last: PreviousImage) -> Bool {
        // The inputs hold the recipe, and so the revision that it asks for.
        last.provenance.inputs == inputs
    }
}
