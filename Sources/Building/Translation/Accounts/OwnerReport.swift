import EROFS
import Model

/// What is lost where files of an image belong to accounts whose numbers only the host knows: an image has numbers alone, so they are root's.
struct OwnerReport {
    private var unreadable: [String: (path: String, count: Int)] = [:]
    private var harmless: [String: (path: String, count: Int)] = [:]
    private var privileged: [Finding] = []

    /// Notes a file of a user; a set-user-ID bit goes.
    mutating func add(
        _ path: String,
        _ entry: inout TreeEntry,
        user: String,
        _ copied: Set<String>
    ) {
        let isPrivileged = entry.metadata.permissions & 0o4000 != 0 && Self.isFile(entry)
        if Self.isFile(entry) { entry.metadata.permissions &= ~0o4000 }
        add(path, entry, owner: user, bits: 0o700, shift: 6, isPrivileged, copied)
    }

    /// Notes a file of a group; a set-group-ID bit goes.
    mutating func add(
        _ path: String,
        _ entry: inout TreeEntry,
        group: String,
        _ copied: Set<String>
    ) {
        let isPrivileged = entry.metadata.permissions & 0o2000 != 0 && Self.isFile(entry)
        if Self.isFile(entry) { entry.metadata.permissions &= ~0o2000 }
        add(path, entry, owner: group, bits: 0o070, shift: 3, isPrivileged, copied)
    }

    private static func isFile(_ entry: TreeEntry) -> Bool {
        guard case .file = entry.kind else { return false }
        return true
    }

    private mutating func add(
        _ path: String,
        _ entry: TreeEntry,
        owner: String,
        bits: UInt16,
        shift: UInt16,
        _ isPrivileged: Bool,
        _ copied: Set<String>
    ) {
        if isPrivileged {
            privileged.append(Self.privilege(path, entry, owner))
            return
        }
        // A line of tmpfiles.d gives the copy on the host to its owner; a link's owner counts for nothing.
        if copied.contains(path) { return }
        if case .symlink = entry.kind { return }
        // The image is read-only: what counts is what its owner could read and others cannot.
        let mode = entry.metadata.permissions
        let lost = ((mode & bits) >> shift) & 0o5 & ~mode
        if lost == 0 {
            harmless[owner, default: (path, 0)].count += 1
        } else {
            unreadable[owner, default: (path, 0)].count += 1
        }
    }

    private static func privilege(_ path: String, _ entry: TreeEntry, _ owner: String) -> Finding {
        Finding(
            check: "owners",
            level: .error,
            subject: path,
            message:
                "'\(path)' of \(entry.origin) runs with the rights of '\(owner)', whose number only the host knows: the image has it without them",
            hint:
                "give it a capability or an owner by a step, or accept it: allow: {owners: [\(path)]}"
        )
    }

    /// What was found, sorted.
    var findings: [Finding] {
        let lost = unreadable.sorted { $0.key < $1.key }.map { owner, file in
            Finding(
                check: "owners",
                level: .warning,
                subject: file.path,
                message:
                    "\(Self.files(file)) for '\(owner)' alone, whose number only the host knows: root has them, and '\(owner)' cannot read them",
                hint: "a step 'mode' can let everybody read them"
            )
        }
        let kept = harmless.sorted { $0.key < $1.key }.map { owner, file in
            Finding(
                check: "owners",
                level: .note,
                subject: file.path,
                message:
                    "\(Self.files(file)) of '\(owner)', whose number only the host knows: root has them"
            )
        }
        return privileged.sorted { $0.subject < $1.subject } + lost + kept
    }

    private static func files(_ file: (path: String, count: Int)) -> String {
        file.count == 1 ? "'\(file.path)' is" : "'\(file.path)' and \(file.count - 1) more are"
    }
}
