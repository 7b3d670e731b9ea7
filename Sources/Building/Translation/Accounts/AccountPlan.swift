import EROFS
import Model
import RPM

/// Finds out which accounts an extension needs, which of them nobody makes yet, and which numbers are certain.
struct AccountPlan {
    /// Lines for accounts that neither the base nor a file of the extension makes.
    private(set) var lines: [SysusersLine] = []
    private(set) var findings: [Finding] = []
    /// Name to number, where it is certain; nil where the host chooses.
    private var users: [String: UInt32?] = [:]
    private var groups: [String: UInt32?] = [:]
    private var members: Set<[String]> = []

    /// Starts with the accounts that a base has or will make, and those that an extension's own files make.
    init(base: BaseConfiguration, own: [SysusersLine]) {
        for (name, number) in base.accounts.users { users[name] = number }
        for (name, number) in base.accounts.groups { groups[name] = number }
        for line in base.sysusers + own { know(line) }
    }

    private mutating func know(_ line: SysusersLine) {
        switch line.kind {
        case .user, .lockedUser:
            if users[line.name] == nil { users[line.name] = .some(line.userNumber) }
            if line.makesGroup, groups[line.name] == nil {
                groups[line.name] = .some(line.groupNumber)
            }
        case .group:
            if groups[line.name] == nil { groups[line.name] = .some(line.groupNumber) }
        case .member:
            members.insert([line.name, line.id ?? ""])
            if users[line.name] == nil { users[line.name] = .some(nil) }
            if let group = line.id, groups[group] == nil { groups[group] = .some(nil) }
        case .range: break
        }
    }

    /// Makes sure that the account of a line will be there.
    mutating func need(_ line: SysusersLine) {
        switch line.kind {
        case .user, .lockedUser:
            guard users[line.name] == nil else { return }
            if let group = line.otherGroup, groups[group] == nil {
                need(SysusersLine(kind: .group, name: group))
            }
        case .group:
            guard groups[line.name] == nil else { return }
        case .member:
            guard let group = line.id, !members.contains([line.name, group]) else { return }
            // A member line would make a user of its own; a person's account is none.
            need(SysusersLine(kind: .group, name: group))
        case .range: break
        }
        lines.append(line)
        know(line)
    }

    /// Makes sure that the accounts that packages provide (rpm 4.19 and later) will be there.
    mutating func need(providedBy header: PackageHeader) {
        for text in header.accountLines {
            if let line = SysusersLine(parsing: text) { need(line) }
        }
    }

    /// Makes sure that whoever owns files will be there, and gives the files their numbers.
    mutating func settle(_ tree: inout Tree, copied: Set<String>) {
        var report = OwnerReport()
        for path in tree.paths {
            guard var entry = tree.entries[path],
                entry.user ?? "root" != "root" || entry.group ?? "root" != "root"
            else { continue }
            let (owner, group) = (entry.metadata.owner, entry.metadata.group)
            if let name = entry.user, name != "root" {
                needOwner(name, .user, of: entry)
                entry.metadata.owner = (users[name] ?? nil) ?? owner
                if (users[name] ?? nil) == nil { report.add(path, &entry, user: name, copied) }
            }
            if let name = entry.group, name != "root" {
                needOwner(name, .group, of: entry)
                entry.metadata.group = (groups[name] ?? nil) ?? group
                if (groups[name] ?? nil) == nil { report.add(path, &entry, group: name, copied) }
            }
            tree.replace(path, with: entry)
        }
        findings += report.findings
    }

    /// Makes sure that the owners of folders and copies on the host will be there.
    mutating func need(ownersIn lines: [TmpfilesLine]) {
        for line in lines {
            for (field, kind) in [(line.user, SysusersLine.Kind.user), (line.group, .group)] {
                guard let field else { continue }
                let name = field.hasPrefix(":") ? String(field.dropFirst()) : field
                guard AccountName.isValid(name) else { continue }
                needOwner(name, kind, of: nil)
            }
        }
    }

    private mutating func needOwner(_ name: String, _ kind: SysusersLine.Kind, of entry: TreeEntry?)
    {
        let isKnown = kind == .user ? users[name] != nil : groups[name] != nil
        guard !isKnown, AccountName.isValid(name) else { return }
        findings.append(
            Finding(
                check: "accounts",
                level: .note,
                subject: name,
                message:
                    "the \(kind == .user ? "user" : "group") '\(name)' is made because files belong to it; no package says more of it"
            )
        )
        need(SysusersLine(kind: kind, name: name))
    }
}
