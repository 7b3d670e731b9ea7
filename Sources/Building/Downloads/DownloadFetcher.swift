import Files
import Glibc
import Model
import RPM
import SystemPackage
import Transfer

/// Gets the downloads of a recipe: finds out their versions, URLs and checksums, and fetches what the cache lacks.
struct DownloadFetcher: Sendable {
    let client: TransferClient
    let architecture: Architecture
    let keys: KeyReader
    /// The recipe's own folder, which its keys are relative to.
    let recipe: FilePath
    /// Where files are kept, by checksum.
    let folder: Folder

    /// In bytes.
    private static let documentLimit = 4 << 20
    private static let fileLimit: Int64 = 8 << 30

    /// Gets a download.
    ///
    /// Throws: `DownloadError`, `CancellationError`.
    func fetch(_ download: Download) async throws -> FetchedDownload {
        do {
            let facts = try await facts(of: download)
            let (checksum, size) = try await file(download, facts)
            return FetchedDownload(
                download: download,
                path: folder.path.appending(checksum.hex),
                fileName: facts.fileName,
                checksum: checksum,
                size: size,
                placeholders: facts.placeholders,
                keyring: try await keys.keyring(
                    download.keys,
                    author: .folder(recipe),
                    owner: download.id
                )
            )
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DownloadError.failed(download.id, cause: error)
        }
    }

    /// What is known of a file before it is fetched.
    private struct Facts {
        var location: Location
        var fileName: String
        var checksum: Checksum?
        var placeholders: [DownloadTemplate.Placeholder: String]
    }

    private func facts(of download: Download) async throws -> Facts {
        var origin = Origin(placeholders: architecture.placeholders)
        if let version = download.version { try await find(version, &origin) }
        var url = try self.url(of: download.place, origin)
        var checksum: Checksum?
        switch download.proof {
        case .checksum(let known): checksum = known
        case .checksums(let known):
            guard let own = known[architecture] else {
                throw DownloadError.noArchitecture(architecture)
            }
            checksum = own
        case .document(let place):
            let document = try await checksums(try self.url(of: place, origin))
            if let name = Self.pattern(in: url) {
                url = url.dropLast(name.count) + (try document.newest(matching: name))
            }
            let name = try Location(url).fileName ?? ""
            checksum = try document.checksum(of: name)
        case nil: break
        }
        let location = try Location(url)
        // Without a checksum or a key nothing but the connection says what comes.
        guard checksum != nil || !download.keys.isEmpty || location.isSecure else {
            throw DownloadError.insecure(url)
        }
        return Facts(
            location: location,
            fileName: location.fileName ?? download.id,
            checksum: checksum,
            placeholders: origin.placeholders
        )
    }

    /// The last part of a URL when `*` stands in it.
    private static func pattern(in url: String) -> String? {
        guard let name = url.split(separator: "/").last, name.contains("*") else { return nil }
        return String(name)
    }

    private func checksums(_ url: String) async throws -> ChecksumDocument {
        let bytes = try await document(url, limit: ChecksumDocument.sizeLimit)
        return ChecksumDocument(parsing: bytes, name: url)
    }

    /// A document that decides what is fetched.
    private func document(_ url: String, limit: Int = documentLimit) async throws -> [UInt8] {
        let location = try Location(url)
        guard location.isSecure else { throw DownloadError.insecure(url) }
        return try await client.fetch(location, limit: limit)
    }
}

extension DownloadFetcher {
    /// Where a version comes from, and what follows from it.
    private struct Origin {
        var placeholders: [DownloadTemplate.Placeholder: String]
        /// The document that named the version, if it is JSON.
        var document: JSONNode?
        /// Its URL.
        var name = ""
    }

    private func find(_ version: Download.Version, _ origin: inout Origin) async throws {
        let text: String
        let pattern: VersionPattern
        switch version {
        case .text(let version):
            origin.placeholders[.version] = version
            origin.placeholders[.tag] = version
            return
        case .document(let url, let path, let expression):
            origin.name = try Self.expanded(url, origin)
            pattern = expression
            let bytes = try await document(origin.name)
            guard let path else {
                let whole = String(decoding: bytes.prefix(4096), as: UTF8.self)
                text = String(whole.split(whereSeparator: \.isWhitespace).first ?? "")
                break
            }
            text = try read(bytes, path, &origin)
        case .release(let project, let expression):
            origin.name = project.latestRelease
            pattern = expression
            guard let path = JSONPath(".tag_name") else { return }
            text = try read(try await document(origin.name), path, &origin)
        }
        guard let found = pattern.version(in: text) else {
            throw DownloadError.noVersion(in: origin.name, text: String(text.prefix(80)))
        }
        origin.placeholders[.version] = found
        // A tag may have a slash in it, but must not lead anywhere else in a URL.
        if RelativePath.isInside(text) { origin.placeholders[.tag] = text }
    }

    private func read(
        _ bytes: [UInt8],
        _ path: JSONPath,
        _ origin: inout Origin
    ) throws -> String {
        let node = try JSONNode(parsing: bytes, document: origin.name)
        origin.document = node
        guard let text = node.text(at: path, origin.placeholders) else {
            throw DownloadError.noValue(path: path.text, in: origin.name)
        }
        return text
    }

    private func url(of place: Download.Place, _ origin: Origin) throws -> String {
        switch place {
        case .url(let template): return try Self.expanded(template, origin)
        case .json(let path):
            guard let text = origin.document?.text(at: path, origin.placeholders) else {
                throw DownloadError.noValue(path: path.text, in: origin.name)
            }
            return try Location(origin.name).reference(text).description
        case .asset(let template):
            let pattern = try Self.expanded(template, origin)
            let assets = origin.document?.assets ?? [:]
            let names = assets.keys.filter { fnmatch(pattern, $0, 0) == 0 }
            guard names.count == 1, let url = names.first.flatMap({ assets[$0] }) else {
                throw DownloadError.noAsset(pattern, assets: Array(assets.keys))
            }
            return url
        }
    }

    private static func expanded(_ template: DownloadTemplate, _ origin: Origin) throws -> String {
        guard let text = template.expanded(origin.placeholders) else {
            throw DownloadError.noPlaceholder(template.text)
        }
        return text
    }

    /// Gets the file itself, unless the cache has it as it must be.
    private func file(
        _ download: Download,
        _ facts: Facts
    ) async throws -> (checksum: Checksum, size: Int64) {
        let task = ProgressTask("downloading \(download.id)", id: download.id, unit: .bytes)
        guard let checksum = facts.checksum else {
            let file = try await client.downloadUnproven(
                facts.location,
                into: folder,
                limit: Self.fileLimit,
                task: task
            )
            let checksum = Checksum(prefix: file.digest.bytes)
            try file.commit(as: checksum.hex)
            return (checksum, file.size)
        }
        if let size = try sizeInCache(checksum) { return (checksum, size) }
        let file = try await client.download(
            facts.location,
            into: folder,
            expecting: Expectation(
                size: nil,
                digest: ContentDigest(checksum),
                limit: Self.fileLimit
            ),
            task: task
        )
        try file.commit(as: checksum.hex)
        return (checksum, file.size)
    }

    private func sizeInCache(_ checksum: Checksum) throws -> Int64? {
        guard try folder.entry(checksum.hex)?.kind == .file else { return nil }
        let file = try folder.open(checksum.hex)
        // Only read from.
        defer { try? file.close() }
        let (actual, size) = try Checksum.reading(file, path: checksum.hex)
        return actual == checksum ? size : nil
    }
}
