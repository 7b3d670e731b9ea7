import Files
import Model
import SystemPackage
import Transfer

extension RepositoryFolder {
    /// Whether an image's file and its provenance are in their place.
    func has(_ image: PublishedImage) throws(FileError) -> Bool {
        guard try root.entry(image.name.text)?.kind == .folder else { return false }
        let folder = try root.subfolder(image.name.text)
        let file = try folder.entry(image.fileName.text)
        let document = try folder.entry(image.fileName.companion(.provenance))
        return file?.kind == .file && file?.size == image.size && document?.kind == .file
    }

    /// Checks that all listed images are there, but for those that are about to be placed.
    ///
    /// Throws: `PublishError.missingImage`, or `FileError`.
    func checkFiles(of index: RepositoryIndex?, except new: [BuiltImage]) throws {
        let placed = Set(new.map(\.published.path))
        for image in index?.images ?? [] where !placed.contains(image.path) {
            guard try has(image) else {
                throw PublishError.missingImage(image.path, repository: root.path.string)
            }
        }
    }

    /// Checks that no other file stands where an image is to go.
    ///
    /// Throws: `PublishError.otherBytes`, or `FileError`.
    func checkPlace(of image: BuiltImage) throws {
        let name = image.published.name.text
        guard try root.entry(name) != nil else { return }
        let folder = try root.subfolder(name)
        guard try folder.entry(image.published.fileName.text) != nil else { return }
        let file = try OpenFile(image.published.fileName.text, in: folder)
        guard try file.checksum().checksum == image.published.checksum else {
            throw PublishError.otherBytes(image: image.published.path)
        }
    }

    /// Puts an image and its documents where clients look for them; bytes that are there already stay.
    ///
    /// Throws: `FileError`; `PublishError.refused` when the image changes meanwhile.
    func place(_ image: BuiltImage) throws {
        let file = image.published.fileName
        let folder = try root.subfolder(image.published.name.text, making: true)
        guard try !image.folder.isSame(as: folder) else { return }
        for (document, bytes) in image.documents.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let name = file.companion(document)
            if try folder.entry(name) == nil { try folder.write(bytes, to: name) }
        }
        if try folder.entry(file.text) == nil {
            if try image.folder.isSame(as: root) {
                try image.folder.move(file.text, to: folder, as: file.text)
            } else {
                try copy(image, to: folder)
            }
        }
        guard try image.folder.isSame(as: root) else { return }
        // Published from here: what is left at the top would be taken for new.
        for name in [file.text] + image.documents.keys.map(file.companion) {
            _ = try root.remove(name)
        }
    }

    private func copy(_ image: BuiltImage, to folder: Folder) throws {
        let name = image.published.fileName.text
        let file = try OpenFile(name, in: image.folder)
        let copy = try PendingFile(in: folder)
        try file.read { bytes throws(FileError) in try copy.write(bytes) }
        let written = try Checksum.reading(copy.descriptor, path: name)
        guard written.checksum == image.published.checksum else {
            throw PublishError.refused(image: image.path, .otherChecksum)
        }
        try copy.commit(as: name, replacing: false)
    }
}
