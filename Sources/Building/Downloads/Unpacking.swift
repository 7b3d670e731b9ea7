import Archive
import EROFS
import Files
import Model
import SystemPackage

/// Takes out of a recipe's downloads what its steps install; contents go to one file on disk for each download.
struct Unpacking {
    /// What each installation takes out.
    private(set) var installed: [Installation: [InstalledEntry]] = [:]
    /// The newest time of what is installed: seconds since 1970.
    private(set) var newest: Int64 = 0
    private let limits: ArchiveLimits
    private let scratch: Folder

    /// In bytes: what is compressed on the way is kept in memory.
    private static let packingLimit = 64 << 20

    /// Prepares for contents to go to a folder.
    init(scratch: Folder, limits: ArchiveLimits = ArchiveLimits()) {
        self.scratch = scratch
        self.limits = limits
    }

    /// Takes out of one download what these installations want.
    ///
    /// Throws: `ArchiveError`, `DownloadError`, `FileError`.
    mutating func add(_ download: FetchedDownload, for installations: [Installation]) throws {
        switch download.download.kind {
        case .rpm: return
        case .file: try addFile(download, installations)
        case .archive: try addArchive(download, installations)
        }
    }

    private mutating func addFile(
        _ download: FetchedDownload,
        _ installations: [Installation]
    ) throws {
        let content = SpooledContent(
            file: try ContentFile(reading: download.path),
            offset: 0,
            size: download.size
        )
        for installation in installations {
            let source = installation.source.expanded(download.placeholders)
            guard source == download.id || source == download.fileName else { continue }
            let destination = installation.destination
            let path =
                destination.hasSuffix("/") ? destination + download.fileName : destination
            let identity = FileIdentity.spooled(download: download.id, path: path)
            installed[installation] = [
                InstalledEntry(
                    path: path,
                    kind: .file(try pack(content, installation), identity),
                    isExecutable: false
                )
            ]
        }
    }

    private mutating func addArchive(
        _ download: FetchedDownload,
        _ installations: [Installation]
    ) throws {
        let listing = try ArchiveListing(download.path, name: download.fileName, limits: limits)
        var chosen: [(Installation, ArchiveEntry, String)] = []
        for installation in installations {
            guard let source = installation.source.expanded(download.placeholders) else {
                throw DownloadError.noPlaceholder(installation.source.text)
            }
            let pattern = ArchivePattern(source, destination: installation.destination)
            for (entry, path) in try pattern.matches(listing.entries) {
                try listing.check(entry)
                chosen.append((installation, entry, path))
            }
        }
        let links = try resolvedLinks(listing)
        let wanted = Set(chosen.map { links[$0.1.path] ?? $0.1.path })
        let contents = try contents(of: download, wanted: wanted)
        for (installation, entry, path) in chosen {
            newest = max(newest, entry.modified)
            let kind = try kind(of: entry, links, contents, download, installation, at: path)
            installed[installation, default: []].append(
                InstalledEntry(path: path, kind: kind, isExecutable: entry.isExecutable)
            )
        }
    }

    private func kind(
        of entry: ArchiveEntry,
        _ links: [String: String],
        _ contents: [String: SpooledContent],
        _ download: FetchedDownload,
        _ installation: Installation,
        at path: String
    ) throws -> InstalledEntry.Kind {
        switch entry.kind {
        case .directory: return .directory
        case .symlink(let target): return .symlink(target: target)
        case .file, .link, .special:
            let name = links[entry.path] ?? entry.path
            guard let content = contents[name] else {
                throw DownloadError.unknownEntry(name, archive: download.fileName)
            }
            let packed = try pack(content, installation)
            // What is installed twice, or in another form, is a file of its own; names of one file stay one.
            let key = installation.source.text + "\0" + installation.destination + "\0" + name
            return .file(packed, .spooled(download: download.id, path: key))
        }
    }

    /// For every further name of a file, the name that has the content.
    private func resolvedLinks(_ listing: ArchiveListing) throws -> [String: String] {
        var targets: [String: String] = [:]
        for entry in listing.entries {
            guard case .link(let target) = entry.kind else { continue }
            // A link to a link that came before leads where that one leads.
            targets[entry.path] = targets[target] ?? target
        }
        return targets
    }

    /// Writes the contents of files to one file on disk, and says where each is.
    private func contents(
        of download: FetchedDownload,
        wanted: Set<String>
    ) throws -> [String: SpooledContent] {
        let spool = try ContentFile(in: scratch)
        var offset: Int64 = 0
        var contents: [String: SpooledContent] = [:]
        let reader = try ArchiveReader.opening(
            download.path,
            name: download.fileName,
            limits: limits
        )
        while let entry = try reader.next() {
            guard case .file = entry.kind, wanted.contains(entry.path) else {
                try reader.skip(entry)
                continue
            }
            let start = offset
            try reader.forEachChunk { chunk in
                try spool.write(chunk)
                offset += Int64(chunk.count)
            }
            contents[entry.path] = SpooledContent(
                file: spool,
                offset: start,
                size: offset - start
            )
        }
        return contents
    }

    private func pack(
        _ content: SpooledContent,
        _ installation: Installation
    ) throws -> SpooledContent {
        guard installation.packing == .gzip else { return content }
        let packed = try Gzip.packed(try content.bytes(limit: Self.packingLimit))
        let spool = try ContentFile(in: scratch)
        try packed.withUnsafeBytes { try spool.write($0) }
        return SpooledContent(file: spool, offset: 0, size: Int64(packed.count))
    }
}
