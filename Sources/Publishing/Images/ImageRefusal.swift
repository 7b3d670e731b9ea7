package import Model

/// Why an image is not published.
package enum ImageRefusal: Error, Equatable {
    case noProvenance
    case badProvenance(String)
    case otherName(expected: String)
    case notEROFS(String)
    case damaged(path: String, reason: String)
    case noReleaseFile
    case severalReleaseFiles([String])
    case otherReleaseFile(String)
    case emptyReleaseFile
    case osRelease
    case otherRelease(String, label: ReleaseLabel)
    case otherArchitecture(String)
    case otherUnits
    case otherChecksum
    /// A document beside it is about something else.
    case otherDocument(String)
}

extension ImageRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noProvenance: "its provenance, the .json file beside it, is missing"
        case .badProvenance(let reason): "its provenance cannot be read: \(reason)"
        case .otherName(let expected): "by its provenance its name is '\(expected)'"
        case .notEROFS(let reason): reason
        case .damaged(let path, let reason): "'\(path)' in it is damaged: \(reason)"
        case .noReleaseFile: "it has no usr/lib/extension-release.d/extension-release.NAME"
        case .severalReleaseFiles(let names):
            "it has more than one release file: \(names.joined(separator: ", "))"
        case .otherReleaseFile(let name): "its release file is for '\(name)'"
        case .emptyReleaseFile: "its release file says nothing"
        case .osRelease: "it has an os-release file"
        case .otherRelease(let release, let label):
            "its file name says release \(label), its release file says \(release)"
        case .otherArchitecture(let architecture): "its release file is for \(architecture)"
        case .otherUnits: "its units are others than its provenance says"
        case .otherDocument(let name): "'\(name)' beside it is not about it"
        case .otherChecksum: "its checksum is another one than its provenance says"
        }
    }
}
