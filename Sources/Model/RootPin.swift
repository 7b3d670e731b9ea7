/// What a host trusts a repository by: the checksum of one version of its root metadata, `sha256:HEX`, or `sha256:HEX@N` for
/// `N.root.json`.
///
/// Later versions are reached from it, each signed by the keys of the one before.
package struct RootPin: ParsedText {
    package static let noun = "root pin"
    private static let prefix = "sha256:"

    package let checksum: Checksum
    /// The version of the root metadata that has this checksum.
    package let version: Int

    /// Makes a pin; the version counts from 1.
    package init(checksum: Checksum, version: Int) {
        self.checksum = checksum
        self.version = version
    }

    /// Reads a pin, or nothing when it is not one.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(
            separator: "@",
            omittingEmptySubsequences: false
        )
        guard (1...2).contains(parts.count), let checksum = Checksum(hex: parts[0]) else {
            return nil
        }
        self.checksum = checksum
        guard parts.count == 2 else {
            version = 1
            return
        }
        guard let number = Int(parts[1]), (1...1_000_000).contains(number), parts[1].first != "+"
        else {
            return nil
        }
        version = number
    }

    package var text: String {
        Self.prefix + checksum.hex + (version == 1 ? "" : "@\(version)")
    }
}
