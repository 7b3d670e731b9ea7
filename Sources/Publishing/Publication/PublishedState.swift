import Model
import TUF

/// What a repository's signed metadata says now, read by its owner: whatever its age.
struct PublishedState: Sendable {
    /// One role's document as it is published.
    struct Signed<Document: RoleDocument>: Sendable {
        var document: Document
        /// Whether the keys that the current root names have signed it.
        var isCurrent: Bool
    }

    /// The mark of the timestamp's state, with which it is replaced.
    var tag: String?
    var timestamp: Signed<Timestamp>?
    var snapshot: Signed<Snapshot>?
    var targets: Signed<Targets>?
    var roles: [ExtensionName: Signed<Targets>] = [:]

    /// The catalogue's title; nothing where nothing is published.
    var title: String? { targets?.document.title }

    /// What is listed, and what no longer is.
    var images = ImageSet(images: [], retired: [:])
}

extension Targets {
    private static let retiredMember = "x-veneer-retired"

    /// The catalogue's title.
    var title: String? {
        get { self[extra: RepositoryLayout.titleMember]?.string }
        set { self[extra: RepositoryLayout.titleMember] = newValue.map(JSONValue.string) }
    }

    /// Paths that are no longer listed, with the time when they were let go.
    var retired: [String: Int64] {
        get {
            guard case .object(let members)? = self[extra: Self.retiredMember] else { return [:] }
            return members.compactMapValues(\.integer)
        }
        set {
            self[extra: Self.retiredMember] =
                newValue.isEmpty ? nil : .object(newValue.mapValues(JSONValue.integer))
        }
    }
}
