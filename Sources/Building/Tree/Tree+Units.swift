import EROFS
import Model

extension Tree {
    private static let unitFolder = "/usr/lib/systemd/system"

    /// The systemd units in the tree, sorted.
    var units: [String] {
        children(of: Self.unitFolder).map { PathText.name($0) }.filter { UnitName.isValid($0) }
    }

    /// Makes units start whenever the extension is merged.
    ///
    /// systemd does not act on presets or `[Install]` of an extension; a unit that is up already and `Upholds=` another starts it
    /// (`systemd.unit(5)`).
    ///
    /// Throws: `TreeError.noUnit` for a unit that is not in the tree.
    mutating func start(
        _ started: [String],
        name: ExtensionName,
        modified: Timestamp
    ) throws(TreeError) {
        guard !started.isEmpty else { return }
        for unit in started where !has(unit) { throw .noUnit(unit) }
        let text = "[Unit]\nUpholds=\(started.joined(separator: " "))\n"
        try write(
            Array(text.utf8),
            to: "\(Self.unitFolder)/multi-user.target.d/10-\(name).conf",
            metadata: Metadata(permissions: 0o644, modified: modified),
            origin: Self.recipe
        )
    }

    /// Whether a unit is there, itself or as the template of an instance.
    private func has(_ unit: String) -> Bool {
        if entries["\(Self.unitFolder)/\(unit)"] != nil { return true }
        guard let at = unit.firstIndex(of: "@"), let dot = unit.lastIndex(of: "."), at < dot else {
            return false
        }
        return entries["\(Self.unitFolder)/\(unit[...at])\(unit[dot...])"] != nil
    }

    /// Writes the file that says what the extension fits, as systemd looks for it (UAPI.4).
    ///
    /// Throws: `TreeError`.
    mutating func write(
        _ release: ExtensionRelease,
        name: ExtensionName,
        version: ImageVersion,
        modified: Timestamp
    ) throws(TreeError) {
        try write(
            Array(release.text(name: name, version: version).utf8),
            to: Self.releasePath(of: name),
            metadata: Metadata(permissions: 0o644, modified: modified),
            origin: Self.recipe
        )
    }
    /// Where an extension's release file is.
    static func releasePath(of name: ExtensionName) -> String {
        "/usr/lib/extension-release.d/extension-release.\(name)"
    }
}
