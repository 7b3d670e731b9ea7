import Model
import RPM
import SystemPackage

/// A download that is here, as far as anything proves it.
struct FetchedDownload: Sendable {
    let download: Download
    /// Where it is in the cache.
    let path: FilePath
    /// What its publisher calls it.
    let fileName: String
    let checksum: Checksum
    /// In bytes.
    let size: Int64
    /// What placeholders stand for, the version among them.
    let placeholders: [DownloadTemplate.Placeholder: String]
    /// The keys one of which has to have signed a package.
    let keyring: Keyring

    var id: String { download.id }

    /// Whether a package without a good signature is refused.
    var policy: SignaturePolicy { download.keys.isEmpty ? .optional : .required }

    /// The version as a package would have it: what stands before a release is older than it.
    var version: EVR? {
        guard let text = placeholders[.version] else { return nil }
        var parts = text.split(separator: "-", omittingEmptySubsequences: false)[...]
        var version = String(parts.popFirst() ?? "")
        for part in parts {
            version += part.first?.isLetter == true ? "~\(part)" : ".\(part)"
        }
        return EVR(version: version, release: "")
    }
}
