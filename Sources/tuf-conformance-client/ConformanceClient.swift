import ArgumentParser
import Files
import FoundationEssentials
import SystemPackage
import TUF
import Transfer

/// The command-line protocol of the tuf-conformance suite: `init ROOT`, `refresh`, `download`.
@main
struct ConformanceClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tuf-conformance-client")

    @Option var metadataDir: String
    @Option var metadataURL: String?
    @Option(parsing: .singleValue) var targetName: [String] = []
    @Option var targetBaseURL: String?
    @Option var targetDir: String?
    @Argument var verb: Verb
    @Argument var root: String?

    enum Verb: String, ExpressibleByArgument {
        case `init`
        case refresh
        case download
    }

    func run() async throws {
        let folder = try Folder.making(FilePath(metadataDir))
        switch verb {
        case .`init`:
            guard let root else { throw ClientFailure("'init' needs a root") }
            let path = FilePath(root)
            let source = try Folder(
                path.removingLastComponent().isEmpty ? "." : path.removingLastComponent()
            )
            let name = path.lastComponent?.string ?? ""
            try folder.write(source.read(name, limit: 16 << 20), to: "root.json")
        case .refresh:
            try await TransferClient.with { client in
                _ = try await updater(folder, client)
            }
        case .download:
            try await TransferClient.with { client in
                var updater = try await updater(folder, client)
                for name in targetName { try await download(name, &updater, client) }
            }
        }
    }

    private func updater(_ folder: Folder, _ client: TransferClient) async throws -> Updater {
        guard let metadataURL else { throw ClientFailure("--metadata-url is missing") }
        var updater = try Updater(
            source: RemoteMetadata(Location(metadataURL.withoutSlash), client),
            store: FolderTrustStore(folder),
            now: Int64(Date().timeIntervalSince1970)
        )
        try await updater.refresh()
        return updater
    }

    private func download(
        _ name: String,
        _ updater: inout Updater,
        _ client: TransferClient
    ) async throws {
        guard let targetBaseURL, let targetDir else {
            throw ClientFailure("--target-base-url or --target-dir is missing")
        }
        guard let target = try await updater.target(name) else {
            throw ClientFailure("nobody lists '\(name)'")
        }
        let folder = try Folder.making(FilePath(targetDir))
        let file = name.percentEncoded
        if let present = try folder.readIfPresent(file, limit: 1 << 30), target.fits(present) {
            return
        }
        let path =
            updater.trusted.root.consistentSnapshot ? target.consistentPath(of: name) : name
        let bytes = try await client.fetch(
            Location(targetBaseURL.withoutSlash).appending(path),
            limit: Int(clamping: target.length)
        )
        guard target.fits(bytes) else { throw ClientFailure("'\(name)' is another file") }
        try folder.write(bytes, to: file)
    }
}

extension String {
    fileprivate var withoutSlash: String { hasSuffix("/") ? String(dropLast()) : self }

    /// A name for a file that holds this text.
    fileprivate var percentEncoded: String {
        utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: String(Unicode.Scalar(byte))
            default: "%" + String(byte, radix: 16)
            }
        }
        .joined()
    }
}

extension TargetFile {
    /// Where a target is under consistent snapshots: a digest before its name (TUF section 6).
    fileprivate func consistentPath(of name: String) -> String {
        let digest = hashes["sha256"] ?? hashes["sha512"] ?? ""
        guard let slash = name.lastIndex(of: "/") else { return "\(digest).\(name)" }
        return "\(name[...slash])\(digest).\(name[name.index(after: slash)...])"
    }
}

/// What ends a run with code 1, besides the errors of what is tested.
struct ClientFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
