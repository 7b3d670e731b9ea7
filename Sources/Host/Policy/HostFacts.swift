import FoundationEssentials
package import Model

/// What extensions are matched with: the host's OS release and its architecture.
package struct HostFacts: Equatable, Sendable {
    package var os: OSRelease
    package var architecture: Architecture
    /// The number of the host's systemd; nothing where it cannot be told.
    package var systemd: Int?
    /// What tells the host from others (`machine-id(5)`); nothing where it has none yet.
    package var machineID: String?
    /// The time at which the host chooses: seconds since 1970-01-01 UTC.
    package var now: Int64 = .max

    package init(os: OSRelease, architecture: Architecture, systemd: Int? = nil) {
        self.os = os
        self.architecture = architecture
        self.systemd = systemd
    }
}

/// Whether this host takes an image, and the rule that says no.
package enum HostFit: Equatable, Sendable {
    case fits
    /// The index says that the image is for another architecture.
    case otherArchitecture(Architecture, host: Architecture)
    /// systemd would not merge it.
    case refused(ExtensionMatch)
    /// systemd would merge it whatever the release (`ID=_any`), but its label names another one.
    case otherLabel(ReleaseLabel, host: ReleaseLabel?)
    /// It would match by `ID_LIKE=`, at which the host's systemd does not look yet.
    case needsNewerSystemd(String, host: String, systemd: Int)
    /// Its publisher does not offer it any more.
    case withdrawn(reason: String)
    /// It reaches hosts one after the other, and this one at that time: seconds since 1970-01-01 UTC.
    case notYet(Int64)

    package var fits: Bool { self == .fits }
}

extension HostFit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fits: "fits"
        case .otherArchitecture(let architecture, let host):
            "it is built for \(architecture), this host is \(host)"
        case .refused(let match): "\(match)"
        case .otherLabel(let label, let host):
            "it is labelled for release \(label), this host is release \(host?.text ?? "(none)")"
        case .needsNewerSystemd(let id, let host, let systemd):
            "it is built for \(id), this host is \(host), and systemd \(systemd) does not know "
                + "that they are alike (\(HostFacts.idLikeSystemd) does)"
        case .withdrawn(let reason): "its publisher withdrew it: \(reason)"
        case .notYet(let time):
            "this host gets it from \(Date(timeIntervalSince1970: Double(time)).formatted(.iso8601)) on"
        }
    }
}

extension HostFacts {
    /// The first systemd that takes an extension for a host that is only like what it was built for (`ID_LIKE=`).
    static let idLikeSystemd = 258

    /// Decides whether the host takes an image with this release file, label and architecture.
    package func judge(
        _ extensionRelease: ExtensionRelease,
        release: ReleaseLabel,
        architecture: Architecture
    ) -> HostFit {
        guard architecture == self.architecture else {
            return .otherArchitecture(architecture, host: self.architecture)
        }
        let match = extensionRelease.match(os, architecture: self.architecture)
        guard match.fits else { return .refused(match) }
        // `_any` switches systemd's check of the release off, so the label has to stand in for it.
        let label = ReleaseLabel(os)
        if extensionRelease.id == ExtensionRelease.anyID, release != label {
            return .otherLabel(release, host: label)
        }
        if let systemd, systemd < Self.idLikeSystemd, let id = extensionRelease.id,
            extensionRelease.needsIDLike(os)
        {
            return .needsNewerSystemd(id, host: os.id, systemd: systemd)
        }
        return .fits
    }

    func judge(_ image: PublishedImage) -> HostFit {
        if let withdrawn = image.withdrawn { return .withdrawn(reason: withdrawn.reason) }
        let fit = judge(
            image.extensionRelease,
            release: image.release,
            architecture: image.architecture
        )
        guard fit.fits, let rollout = image.rollout, !rollout.isOpen(at: now, position(image))
        else {
            return fit
        }
        return .notYet(rollout.opening(at: position(image)))
    }

    /// A host that nothing tells from others waits until all others have an image.
    private func position(_ image: PublishedImage) -> Rollout.Position {
        machineID.map { Rollout.Position(machineID: $0, image: image.checksum) }
            ?? Rollout.Position(number: .max)
    }

    func judge(_ image: InstalledImage) -> HostFit {
        judge(
            image.extensionRelease,
            release: image.release,
            architecture: image.architecture
        )
    }
}
