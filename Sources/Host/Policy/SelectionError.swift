package import Model

/// Why there is no image of an extension for this host.
package enum SelectionError: Diagnosable, Equatable {
    /// No source offers an extension of this name.
    case unknown(String, similar: [String], sources: [SourceName])
    /// Sources offer it, but no image fits; one reason for each group of images.
    case unfit(ExtensionName, groups: [Group])

    /// Images that are refused for one reason.
    package struct Group: Equatable, Sendable {
        package var reason: HostFit
        package var count: Int
        package var newest: ImageVersion
    }

    package var description: String {
        switch self {
        case .unknown(let name, _, let sources):
            sources.isEmpty
                ? "no extension '\(name)': this host has no source"
                : "no source offers an extension '\(name)' (asked: "
                    + sources.map(\.text).joined(separator: ", ") + ")"
        case .unfit(let name, let groups):
            "no image of '\(name)' fits this host: "
                + groups.map(Self.sentence).joined(separator: "; ")
        }
    }

    package var hint: String? {
        switch self {
        case .unknown(_, let similar, let sources):
            if let first = similar.first {
                "did you mean \((similar.dropFirst() + [first]).map { "'\($0)'" }.joined(separator: " or "))?"
            } else if sources.isEmpty {
                "add one with 'veneer source add NAME URL --pin ROOT'"
            } else {
                "check the spelling; 'veneer source list' shows where this host looks"
            }
        case .unfit:
            "ask the repository's maintainers for an image for this release"
        }
    }

    private static func sentence(_ group: Group) -> String {
        let images =
            group.count == 1
            ? "version \(group.newest)" : "\(group.count) images up to version \(group.newest)"
        return "\(images): \(group.reason)"
    }
}
