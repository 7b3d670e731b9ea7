/// The `extension-release` file of a system extension: what it says it fits, and what it asks for when merged.
///
/// Extension images, UAPI.4; fields in `os-release(5)`.
package struct ExtensionRelease: Equatable, Codable, Sendable {
    /// `ID=`: the host's `ID`, or `_any`.
    package var id: String?
    /// `VERSION_ID=`.
    package var versionID: String?
    /// `SYSEXT_LEVEL=`.
    package var sysextLevel: String?
    /// `SYSEXT_SCOPE=`, word by word; nothing where it is not assigned.
    package var scope: [String]?
    /// `ARCHITECTURE=`, systemd's word, or `_any`.
    package var architecture: String?
    /// `EXTENSION_RELOAD_MANAGER=`: whether systemd reloads its units after the merge.
    package var reloadsManager: Bool
    /// Whether the file has any assignment at all.
    package var isEmpty: Bool

    /// Makes the release file of an image for one OS release and one architecture.
    ///
    /// With the identity `any` systemd merges it on every system; the release still stands there, for people and for publishers.
    package init(
        matching os: OSRelease,
        identity: ImageIdentity = .base,
        architecture: Architecture,
        reloadsManager: Bool
    ) {
        id = identity == .any ? Self.anyID : os.id
        versionID = os.versionID
        sysextLevel = os.versionID == nil ? os.sysextLevel : nil
        self.architecture = architecture.systemdName
        self.reloadsManager = reloadsManager
        isEmpty = false
    }

    /// The `ID=` that every system matches.
    package static let anyID = "_any"

    /// Reads the text of an `extension-release` file.
    package init(parsing text: String) {
        let file = EnvironmentFile(parsing: text)
        id = file["ID"]
        versionID = file["VERSION_ID"]
        sysextLevel = file["SYSEXT_LEVEL"]
        if file.assigns("SYSEXT_SCOPE") {
            scope = (file["SYSEXT_SCOPE"] ?? "").split(whereSeparator: \.isWhitespace).map(
                String.init
            )
        }
        architecture = file["ARCHITECTURE"]
        let reload = file["EXTENSION_RELOAD_MANAGER"]?.lowercased() ?? ""
        reloadsManager = ["1", "yes", "y", "true", "t", "on"].contains(reload)
        isEmpty = file.fields.isEmpty
    }

    /// The file's text, with the image's own identity as fields that play no part in matching.
    package func text(name: ExtensionName, version: ImageVersion) -> String {
        EnvironmentFile(
            fields + [("SYSEXT_ID", name.text), ("SYSEXT_VERSION_ID", version.text)]
        ).text
    }

    /// The fields that systemd looks at, as they stand in the file.
    package var matchingText: String { EnvironmentFile(fields).text }

    private var fields: [(key: String, value: String)] {
        let fields: [(String, String?)] = [
            ("ID", id), ("VERSION_ID", versionID), ("SYSEXT_LEVEL", sysextLevel),
            ("ARCHITECTURE", architecture), ("SYSEXT_SCOPE", scope?.joined(separator: " ")),
            ("EXTENSION_RELOAD_MANAGER", reloadsManager ? "1" : nil),
        ]
        return fields.compactMap { field in field.1.map { (key: field.0, value: $0) } }
    }
}
