package import Model

/// A systemd-sysupdate definition, with which hosts without Veneer keep an extension up to date (`sysupdate.d(5)`).
///
/// systemd 257 and later read `NAME.transfer`, earlier ones `NAME.conf`; both have the same content. The image goes where Veneer keeps
/// its own, and a link in `/var/lib/extensions` leads to the newest one.
package struct TransferDefinition: Sendable {
    /// Which systemd reads the file.
    package enum Kind: String, CaseIterable, Sendable {
        case transfer
        case conf
    }

    private let name: ExtensionName
    private let url: String
    private let isRolling: Bool
    private let isSigned: Bool
    private let folder: String

    /// Makes the definition of an extension, from where the repository is served and the images that it has there.
    ///
    /// One that is crowded gets a folder of its own on hosts: in the common one, its pattern and another extension's would match each
    /// other's images, and systemd-sysupdate removes what it takes for old.
    package init(
        name: ExtensionName,
        url: String,
        images: [PublishedImage],
        isSigned: Bool,
        isCrowded: Bool = false
    ) {
        self.name = name
        self.url = url
        self.isSigned = isSigned
        folder = isCrowded ? "/var/lib/extensions.d/\(name)/" : "/var/lib/extensions.d/"
        isRolling = images.allSatisfy { $0.release == .rolling }
    }

    /// Whether the pattern of one of two extensions matches images of the other: `a-@v-…` matches those of `a-b`.
    package static func crowd(_ one: ExtensionName, _ other: ExtensionName) -> Bool {
        one.text.hasPrefix("\(other)-") || other.text.hasPrefix("\(one)-")
    }

    /// The file's name in the repository, and on a host in `/etc/sysupdate.NAME.d/`.
    package func fileName(_ kind: Kind) -> String { "\(name).\(kind.rawValue)" }

    /// The text of both files.
    package var text: String {
        // Without VERSION_ID in os-release, %w is empty and the pattern would match nothing.
        let pattern = "\(name)-@v-\(isRolling ? ReleaseLabel.rolling.text : "%w")-%a.raw"
        return """
            # /etc/sysupdate.\(name).d/\(fileName(.transfer)) (systemd 257 and later), \(fileName(.conf)) (up to 256)
            [Transfer]
            Verify=\(isSigned ? "yes" : "no")

            [Source]
            Type=url-file
            Path=\(url)/\(name)/
            MatchPattern=\(pattern)

            [Target]
            InstancesMax=2
            Type=regular-file
            Path=\(folder)
            MatchPattern=\(pattern)
            CurrentSymlink=/var/lib/extensions/\(name).raw
            Mode=0644

            """
    }
}
