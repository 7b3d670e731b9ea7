import Files
import Model
import TUF
import Transfer

extension RepositoryFolder {
    /// Far above any view, in bytes.
    private static let viewLimit = 64 << 20

    /// Writes the files that show the index to other programs; one that is right already is left alone.
    ///
    /// Throws: `FileError`.
    func writeViews(of images: [PublishedImage], url: String?) throws(FileError) {
        let groups = Dictionary(grouping: images, by: \.name)
        for (name, images) in groups.sorted(by: { $0.key < $1.key }) {
            let folder = try root.subfolder(name.text)
            let list = ChecksumFile(images, for: .extensionFolder)
            try Self.update(ChecksumFile.name, list.text, in: folder)
        }
        let list = ChecksumFile(images, for: .repository)
        try Self.update(ChecksumFile.name, list.text, in: root)
        guard var url = url?[...] else { return }
        while url.hasSuffix("/") { url = url.dropLast() }
        for (name, images) in groups.sorted(by: { $0.key < $1.key }) {
            let definition = TransferDefinition(name: name, url: String(url), images: images)
            for kind in TransferDefinition.Kind.allCases {
                try Self.update(definition.fileName(kind), definition.text(kind), in: root)
            }
        }
    }

    /// Signs and writes the index.
    ///
    /// Throws: `FileError`, `IndexError`, `KeyError`.
    func write(_ index: RepositoryIndex, key: SigningKey) throws {
        let folder = try root.subfolder(SignedIndex.folder, making: true)
        try folder.write(
            Array(try SignedIndex.text(index, key: key).utf8),
            to: SignedIndex.name
        )
    }

    private static func update(
        _ name: String,
        _ text: String,
        in folder: Folder
    ) throws(FileError) {
        let bytes = Array(text.utf8)
        if try folder.entry(name)?.kind == .file,
            try folder.read(name, limit: viewLimit) == bytes
        {
            return
        }
        try folder.write(bytes, to: name)
    }
}
