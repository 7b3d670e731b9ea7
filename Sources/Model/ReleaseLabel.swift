/// The OS release that an image is for, as it stands in file names: the base's `VERSION_ID`.
package struct ReleaseLabel: ParsedText {
    package static let noun = "release label"

    package let text: String

    /// The label of a system whose `os-release` has no `VERSION_ID`.
    package static let rolling = ReleaseLabel(unchecked: "rolling")

    /// Reads a label: letters, digits and `.`; a `-` would blur where the version ends.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 32, text.utf8.first != 0x2e else { return nil }
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2e, 0x5f: continue
            default: return nil
            }
        }
        self.text = text
    }

    /// The label of a release, or nothing when its `VERSION_ID` cannot stand in a file name.
    package init?(_ os: OSRelease) {
        guard let versionID = os.versionID else {
            self = .rolling
            return
        }
        self.init(versionID)
    }

    private init(unchecked text: String) { self.text = text }
}
