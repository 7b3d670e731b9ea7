package import Model

/// Why a download of a recipe does not come.
package enum DownloadError: Diagnosable {
    case failed(String, cause: any Error)
    /// A document that decides what is fetched would come over a connection that proves nothing.
    case insecure(String)
    case noVersion(in: String, text: String)
    case noValue(path: String, in: String)
    case badJSON(String)
    case noAsset(String, assets: [String])
    case noPlaceholder(String)
    case noChecksum(file: String, document: String)
    case twoChecksums(file: String, document: String)
    case noArchitecture(Architecture)
    case wrongChecksum(file: String)
    case unknownEntry(String, archive: String)

    package var description: String {
        switch self {
        case .failed(let id, _): "cannot get the download '\(id)'"
        case .insecure(let url): "'\(url)' decides what is fetched, and is not reached over https"
        case .noVersion(let document, let text):
            "no version is found in '\(text)' of '\(document)'"
        case .noValue(let path, let document): "'\(document)' has no text at '\(path)'"
        case .badJSON(let document): "'\(document)' is no JSON that can be read"
        case .noAsset(let name, _): "the release has no file '\(name)', or several"
        case .noPlaceholder(let text): "'\(text)' needs a version, and the download names none"
        case .noChecksum(let file, let document): "'\(document)' has no checksum of '\(file)'"
        case .twoChecksums(let file, let document):
            "'\(document)' has two different checksums of '\(file)'"
        case .noArchitecture(let architecture): "no checksum is given for \(architecture)"
        case .wrongChecksum(let file): "'\(file)' is not what it was when it was fetched"
        case .unknownEntry(let path, let archive): "the archive '\(archive)' has no file '\(path)'"
        }
    }

    package var cause: (any Error)? {
        guard case .failed(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .noVersion: "'match' has to match the whole text, with the version as its one (group)"
        case .noAsset(_, let assets):
            "there are \(assets.sorted().prefix(12).joined(separator: ", "))"
        case .noArchitecture: "write 'sha256: {x86-64: …, arm64: …}'"
        case .noPlaceholder: "add 'version'"
        default: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .insecure, .noChecksum, .twoChecksums, .wrongChecksum: .verification
        default: (cause as? any Diagnosable)?.kind ?? .failed
        }
    }
}
