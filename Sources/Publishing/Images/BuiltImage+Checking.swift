import Files
import EROFS
import Images
import Model
import SystemPackage
import Transfer

extension BuiltImage {
    /// Far above any document, in bytes.
    private static let documentLimit = ImageProvenance.sizeLimit

    /// Reads and checks an image and its provenance.
    ///
    /// Throws: `PublishError.refused` with the image's name, or `FileError`.
    init(checking name: String, in folder: Folder) throws {
        do {
            try self.init(name, folder)
        } catch let refusal as ImageRefusal {
            throw PublishError.refused(
                image: folder.path.appending(name).string,
                refusal
            )
        }
    }

    private init(_ name: String, _ folder: Folder) throws {
        let documents = try Self.documents(beside: name, in: folder)
        guard let document = documents[.provenance] else { throw ImageRefusal.noProvenance }
        let provenance = try ImageProvenance(checking: document)
        guard provenance.fileName.text == name else {
            throw ImageRefusal.otherName(expected: provenance.fileName.text)
        }
        let file = try OpenFile(name, in: folder)
        let digest = try file.checksum()
        guard digest.checksum == provenance.checksum, digest.size == provenance.size else {
            throw ImageRefusal.otherChecksum
        }
        for (document, bytes) in documents {
            guard document.isAbout(digest.checksum, bytes) else {
                throw ImageRefusal.otherDocument(provenance.fileName.companion(document))
            }
        }
        let release = try Self.release(of: file, provenance)
        self.provenance = provenance
        self.documents = documents
        self.folder = folder
        published = PublishedImage(provenance, release)
    }

    /// The documents that lie beside an image.
    private static func documents(
        beside name: String,
        in folder: Folder
    ) throws(FileError) -> [ImageDocument: [UInt8]] {
        var documents: [ImageDocument: [UInt8]] = [:]
        for document in ImageDocument.allCases {
            documents[document] = try folder.readIfPresent(
                "\(name.dropLast(3))\(document.rawValue)",
                limit: documentLimit
            )
        }
        return documents
    }

    /// What the image itself says it fits, after everything that systemd would stumble over has been looked for.
    private static func release(
        of file: borrowing OpenFile,
        _ provenance: ImageProvenance
    ) throws -> ExtensionRelease {
        let facts: ImageFacts
        do {
            let reader = try Reader(file: file.descriptor)
            facts = try ImageFacts(reading: reader)
            if let problem = reader.check().first {
                throw ImageRefusal.damaged(
                    path: problem.path.description,
                    reason: problem.error.description
                )
            }
        } catch let error as ReaderError {
            throw ImageRefusal.notEROFS(error.description)
        }
        return try facts.release(fitting: provenance)
    }
}

extension ImageFacts {
    /// The release file's content, if the image is as its provenance says.
    ///
    /// Throws: `ImageRefusal`.
    func release(fitting provenance: ImageProvenance) throws(ImageRefusal) -> ExtensionRelease {
        guard !hasOSRelease else { throw .osRelease }
        guard releaseNames.count < 2 else { throw .severalReleaseFiles(releaseNames) }
        guard let name = releaseNames.first, let release else { throw .noReleaseFile }
        guard name == provenance.name.text else { throw .otherReleaseFile(name) }
        guard !release.isEmpty, let id = release.id else { throw .emptyReleaseFile }
        // Fedora's own images say `_any` and still name a release, which systemd then ignores.
        if id != "_any" || release.versionID != nil {
            let label = release.versionID ?? ReleaseLabel.rolling.text
            guard label == provenance.release.text else {
                throw .otherRelease(label, label: provenance.release)
            }
        }
        if let architecture = release.architecture, architecture != "_any",
            architecture != provenance.architecture.systemdName
        {
            throw .otherArchitecture(architecture)
        }
        guard Set(units) == Set(provenance.units) else { throw .otherUnits }
        return release
    }
}
