import Files
package import Model
package import SystemPackage

/// The images of one extension for one OS release and architecture that were built before.
package struct PreviousImages: Sendable {
    /// Sorted by version, the oldest first; of each version one.
    package private(set) var images: [PreviousImage] = []

    private let name: ExtensionName
    private let release: ReleaseLabel
    private let architecture: Architecture

    /// Makes an empty past.
    package init(name: ExtensionName, release: ReleaseLabel, architecture: Architecture) {
        self.name = name
        self.release = release
        self.architecture = architecture
    }

    /// The newest image that is older than a version.
    package func newest(before version: ImageVersion) -> PreviousImage? {
        images.last { $0.provenance.version < version }
    }

    /// Takes in an image, if it is one of this extension for the same release and architecture.
    ///
    /// What was taken in first stays.
    package mutating func add(_ image: PreviousImage) {
        let provenance = image.provenance
        guard provenance.name == name, provenance.release == release,
            provenance.architecture == architecture,
            !images.contains(where: { $0.provenance.version == provenance.version })
        else { return }
        images.append(image)
        images.sort { $0.provenance.version < $1.provenance.version }
    }

    /// Takes in all images of a folder that have their provenance beside them; a folder that is not there has none.
    ///
    /// The `owned` folder is the one that images are built into: an image that is missing there has to be written again.
    ///
    /// Throws: `FileError`, `BuildError.previous`.
    package mutating func add(folder path: FilePath, owned: Bool = false) throws {
        let folder: Folder
        do throws(FileError) {
            folder = try Folder(path)
        } catch {
            guard owned, error.isNotFound else { throw error }
            return
        }
        for entry in try folder.entries() where entry.kind == .file && isProvenance(entry.name) {
            try add(entry.name, in: folder, owned: owned)
        }
    }

    /// Takes in what a path names: a provenance document, or a folder of them.
    ///
    /// Throws: `FileError`, `BuildError.previous`.
    package mutating func add(named path: FilePath) throws {
        guard try Self.isFolder(path) else {
            let parent = path.removingLastComponent()
            let folder = try Folder(parent.isEmpty ? "." : parent)
            return try add(path.lastComponent?.string ?? "", in: folder, owned: false)
        }
        try add(folder: path)
    }

    private static func isFolder(_ path: FilePath) throws -> Bool {
        do {
            _ = try Folder(path)
            return true
        } catch FileError.system(_, _, .notDirectory) {
            return false
        }
    }

    /// Whether a file's name is that of a provenance document of this extension.
    private func isProvenance(_ file: String) -> Bool {
        guard file.hasSuffix(".json"),
            let image = ImageFileName("\(file.dropLast(5)).raw", of: name)
        else { return false }
        return image.release == release && image.architecture == architecture
    }

    private mutating func add(_ file: String, in folder: Folder, owned: Bool) throws {
        let path = folder.path.appending(file)
        do {
            let provenance = try ImageProvenance(
                json: try folder.read(file, limit: ImageProvenance.sizeLimit)
            )
            let image = provenance.fileName.text
            add(
                PreviousImage(
                    provenance: provenance,
                    path: folder.path.appending(image),
                    isMissing: try owned && folder.entry(image)?.size != provenance.size
                )
            )
        } catch let error as ProvenanceError {
            throw BuildError.previous(path.string, cause: error)
        }
    }
}
