/// Whether an extension fits a host, and the rule that says no.
package enum ExtensionMatch: Equatable, Sendable {
    case fits
    /// The release file has no assignment.
    case emptyReleaseFile
    /// `SYSEXT_SCOPE=` does not hold `system`.
    case outOfScope([String])
    /// `ARCHITECTURE=` is another one.
    case otherArchitecture(String, host: Architecture)
    /// `ID=` is missing.
    case noID
    /// `ID=` is neither the host's nor one of its `ID_LIKE=`.
    case otherOS(String, host: String)
    /// `SYSEXT_LEVEL=` differs.
    case otherLevel(String, host: String)
    /// `VERSION_ID=` is missing or differs.
    case otherRelease(String?, host: String)

    package var fits: Bool { self == .fits }
}

extension ExtensionMatch: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fits: "fits"
        case .emptyReleaseFile: "its extension-release file is empty"
        case .outOfScope(let scope):
            "it is made for \(scope.isEmpty ? "nothing" : scope.joined(separator: ", ")), not for a running system"
        case .otherArchitecture(let architecture, let host):
            "it is built for \(architecture), this host is \(host)"
        case .noID: "its extension-release file names no operating system"
        case .otherOS(let id, let host): "it is built for \(id), this host is \(host)"
        case .otherLevel(let level, let host):
            "it is built for level \(level), this host has \(host)"
        case .otherRelease(let release, let host):
            "it is built for release \(release ?? "(none)"), this host is release \(host)"
        }
    }
}

extension ExtensionRelease {
    /// Decides, rule by rule in systemd's order, whether systemd would merge this extension on that host.
    ///
    /// The rules of `extension_release_validate()` as of systemd 258; `_any` ends the match before the release is looked at.
    package func match(_ host: OSRelease, architecture: Architecture) -> ExtensionMatch {
        guard !isEmpty else { return .emptyReleaseFile }
        let scope = scope ?? ["system", "portable"]
        guard scope.contains("system") else { return .outOfScope(scope) }
        if let own = self.architecture, own != "_any", own != architecture.systemdName {
            return .otherArchitecture(own, host: architecture)
        }
        guard let id else { return .noID }
        if id == Self.anyID { return .fits }
        guard id == host.id || host.idLike.contains(id) else {
            return .otherOS(id, host: host.id)
        }
        return matchRelease(host)
    }

    /// Whether the host is matched by its `ID_LIKE=` alone, which systemd looks at since 258.
    package func needsIDLike(_ host: OSRelease) -> Bool {
        guard let id, id != Self.anyID else { return false }
        return id != host.id && host.idLike.contains(id)
    }

    private func matchRelease(_ host: OSRelease) -> ExtensionMatch {
        if host.versionID == nil, host.sysextLevel == nil { return .fits }
        if let level = sysextLevel, let hostLevel = host.sysextLevel {
            return level == hostLevel ? .fits : .otherLevel(level, host: hostLevel)
        }
        guard let hostRelease = host.versionID else { return .fits }
        return versionID == hostRelease ? .fits : .otherRelease(versionID, host: hostRelease)
    }
}
