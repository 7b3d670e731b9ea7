/// The name of a published image file: `NAME-VERSION-RELEASE-ARCH.raw`.
///
/// The shape that systemd-sysupdate users of Fedora's extensions match with `NAME-@v-%w-%a.raw`.
package struct ImageFileName: Hashable, Sendable {
    package let name: ExtensionName
    package let version: ImageVersion
    package let release: ReleaseLabel
    package let architecture: Architecture

    /// Makes a file name from its parts.
    package init(
        name: ExtensionName,
        version: ImageVersion,
        release: ReleaseLabel,
        architecture: Architecture
    ) {
        self.name = name
        self.version = version
        self.release = release
        self.architecture = architecture
    }

    /// Reads the file name of an image of a known extension, or nothing when it is not one.
    ///
    /// The extension has to be known because both names and versions hold `-`.
    package init?(_ text: some StringProtocol, of name: ExtensionName) {
        guard text.hasPrefix(name.text + "-"), text.hasSuffix(".raw") else { return nil }
        let middle = text.dropFirst(name.text.count + 1).dropLast(4)
        for architecture in Architecture.allCases {
            let suffix = "-" + architecture.systemdName
            guard middle.hasSuffix(suffix) else { continue }
            let rest = middle.dropLast(suffix.count)
            guard let dash = rest.lastIndex(of: "-"),
                let version = ImageVersion(String(rest[..<dash])),
                let release = ReleaseLabel(String(rest[rest.index(after: dash)...]))
            else { return nil }
            self.init(name: name, version: version, release: release, architecture: architecture)
            return
        }
        return nil
    }

    /// The file name.
    package var text: String { "\(name)-\(version)-\(release)-\(architecture).raw" }

    /// The name of a document beside the image, such as with the ending `json`.
    package func companion(_ ending: String) -> String {
        "\(name)-\(version)-\(release)-\(architecture).\(ending)"
    }
}

extension ImageFileName: CustomStringConvertible {
    package var description: String { text }
}
