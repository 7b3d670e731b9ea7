import EROFS
import Model

/// The links that scripts make: of alternatives, the one that is wanted most.
struct LinkPlan {
    private var requests: [String: LinkRequest] = [:]

    /// Takes up a request; the place of its link is the tree's.
    mutating func add(_ request: LinkRequest) {
        guard let present = requests[request.path] else {
            requests[request.path] = request
            return
        }
        if (request.priority ?? .max) > (present.priority ?? .max) {
            requests[request.path] = request
        }
    }

    /// Whether a link is asked for at a path.
    func asks(for path: String) -> Bool { requests[path] != nil }

    /// Makes the links, and says where one cannot be.
    ///
    /// Throws: `TreeError`.
    func apply(
        to tree: inout Tree,
        modified: Timestamp,
        has: (String) -> Bool
    ) throws(TreeError) -> [Finding] {
        var findings: [Finding] = []
        for (path, request) in requests.sorted(by: { $0.key < $1.key }) {
            if let present = tree.entries[path] {
                guard present.kind != .symlink(target: request.target) else { continue }
                // A recipe that makes the link itself has the last word.
                guard present.origin != Tree.recipe else { continue }
                findings.append(Self.taken(request, by: present.origin))
            } else if has(path) {
                findings.append(Self.taken(request, by: "the base"))
            } else if tree.entries[request.target] == nil, !has(request.target),
                !HostState.isInside(request.target)
            {
                findings.append(
                    Finding(
                        check: "alternatives",
                        level: .warning,
                        subject: path,
                        message:
                            "the link '\(path)' would lead to '\(request.target)', which is not there"
                    )
                )
            } else {
                try tree.add(
                    TreeEntry(
                        kind: .symlink(target: request.target),
                        metadata: Metadata(permissions: 0o777, modified: modified),
                        origin: Translation.origin
                    ),
                    at: path
                )
            }
        }
        return findings
    }

    private static func taken(_ request: LinkRequest, by owner: String) -> Finding {
        Finding(
            check: "alternatives",
            level: .warning,
            subject: request.path,
            message:
                "the link '\(request.path)' to '\(request.target)' is not made: \(owner) has something there"
        )
    }
}
