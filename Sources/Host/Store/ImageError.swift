package import Model

/// Why an image is not let into the store, or not linked.
package enum ImageError: Diagnosable {
    case notReadable(file: String, cause: any Error)
    case noReleaseFile(file: String, name: ExtensionName)
    case otherReleaseFiles(file: String, found: [String])
    case carriesOSRelease(file: String)
    case unfit(file: String, reason: HostFit)
    case missing(file: String)
    case damaged(file: String, reason: String)

    package var description: String {
        switch self {
        case .notReadable(let file, _): "'\(file)' is no image that systemd could use"
        case .noReleaseFile(let file, let name):
            "'\(file)' has no 'usr/lib/extension-release.d/extension-release.\(name)'"
        case .otherReleaseFiles(let file, let found):
            "'\(file)' has more than one release file: \(found.joined(separator: ", "))"
        case .carriesOSRelease(let file):
            "'\(file)' holds 'usr/lib/os-release', which systemd refuses"
        case .unfit(let file, let reason): "'\(file)' does not fit this host: \(reason)"
        case .missing(let file): "'\(file)' is missing from the store"
        case .damaged(let file, let reason): "'\(file)' in the store is damaged: \(reason)"
        }
    }

    package var cause: (any Error)? {
        guard case .notReadable(_, let cause) = self else { return nil }
        return cause
    }

    package var hint: String? {
        switch self {
        case .notReadable, .noReleaseFile, .otherReleaseFiles, .carriesOSRelease:
            "one such image would keep systemd from merging any; tell the repository's maintainers"
        case .unfit: "run 'veneer update' to look for an image that fits"
        case .missing, .damaged: "run 'veneer update' to fetch it again"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .notReadable, .noReleaseFile, .otherReleaseFiles, .carriesOSRelease:
            .verification
        case .unfit, .missing, .damaged: .failed
        }
    }
}
