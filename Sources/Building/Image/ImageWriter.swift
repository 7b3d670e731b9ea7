import EROFS
import Model
import RPM
import SystemPackage

/// Writes a tree as an image, while the packages that it comes from are read.
struct ImageWriter {
    private let tree: Tree
    private let packages: [VerifiedPackage]
    private let writer: Writer
    /// The names of every file, in order; the first gets the content, the others are links to it.
    private let names: [FileIdentity: [ImagePath]]

    init(
        _ tree: Tree,
        packages: [VerifiedPackage],
        output: FileDescriptor,
        options: WriterOptions
    ) throws {
        self.tree = tree
        self.packages = packages
        writer = try Writer(output: output, options: options)
        var names: [FileIdentity: [ImagePath]] = [:]
        for path in tree.paths {
            guard case .file(let identity, _) = tree.entries[path]?.kind else { continue }
            names[identity, default: []].append(try ImagePath(path))
        }
        self.names = names
    }

    /// Writes everything: what has no content first, then made files, then packages in their order.
    ///
    /// Throws: `WriterError`, `PathError` or `PackageFileError`.
    func write(_ advance: (UInt64) -> Void) throws -> ImageSummary {
        for path in tree.paths {
            guard let entry = tree.entries[path] else { continue }
            switch entry.kind {
            case .directory:
                try writer.addDirectory(try ImagePath(path), metadata: entry.metadata)
            case .symlink(let target):
                try writer.addSymbolicLink(
                    try ImagePath(path),
                    target: Array(target.utf8),
                    metadata: entry.metadata
                )
            case .special: throw TreeError.specialFile(path: path, origin: entry.origin)
            case .file(let identity, _):
                guard names[identity]?.first?.description == path else { continue }
                try write(identity, entry.metadata, advance)
            }
        }
        for (number, package) in packages.enumerated() {
            try write(package, number: number, advance)
        }
        return try writer.finish()
    }

    /// Writes a file that the build makes, or one of a download, under its first name, and the others as links to it.
    private func write(
        _ identity: FileIdentity,
        _ metadata: Metadata,
        _ advance: (UInt64) -> Void
    ) throws {
        guard let names = names[identity], let first = names.first else { return }
        if let content = tree.made[identity] {
            try writer.addFile(first, metadata: metadata, content: content)
        } else if let content = tree.spooled[identity] {
            let size = UInt64(clamping: content.size)
            try writer.addFile(first, metadata: metadata, size: size) { sink in
                try content.forEachChunk { chunk in
                    try sink.write(chunk.bytes)
                    advance(UInt64(chunk.count))
                }
            }
        } else {
            // A package has it.
            return
        }
        for name in names.dropFirst() { try writer.addHardLink(name, to: first) }
    }

    private func write(
        _ package: VerifiedPackage,
        number: Int,
        _ advance: (UInt64) -> Void
    ) throws {
        let identities = Self.identities(of: package.header, number: number)
        var isWritten: Set<FileIdentity> = []
        // The payload as a whole was proven when the package was verified.
        try package.forEachEntry(checksDigests: false) { file, content in
            // Of several names of one file, the first that comes has the content.
            guard let identity = identities[file.path], content.size == file.size,
                let names = names[identity], let first = names.first,
                let entry = tree.entries[first.description],
                isWritten.insert(identity).inserted
            else { return }
            try writer.addFile(first, metadata: entry.metadata, size: file.size) { sink in
                try content.forEachChunk { chunk in
                    try sink.write(chunk.bytes)
                    advance(UInt64(chunk.count))
                }
            }
            for name in names.dropFirst() { try writer.addHardLink(name, to: first) }
        }
        for identity in Set(identities.values) where names[identity] != nil {
            guard isWritten.contains(identity) else {
                throw BuildError.noContent(package.header.nevra.description, identity.path)
            }
        }
    }

    private static func identities(
        of header: PackageHeader,
        number: Int
    ) -> [String: FileIdentity] {
        var identities: [String: FileIdentity] = [:]
        for (index, file) in header.files.enumerated() where file.kind == .regular {
            identities[file.path] = PackageImport.identity(of: index, in: header, package: number)
        }
        return identities
    }
}
