import EROFS
import Model

/// A unit in the image that makes its accounts, folders and defaults when it is merged.
///
/// At boot systemd makes accounts before it merges extensions, and after a merge into a running system it makes neither accounts nor
/// files. So whoever merges the image, this unit runs before the units that the recipe starts.
struct SetupUnit {
    private let name: ExtensionName
    private let started: [String]
    /// Names of the extension's own files for systemd-tmpfiles, sorted.
    private let files: [String]
    private let hasAccounts: Bool

    /// Makes a unit for what a tree asks for; nothing when it asks for nothing.
    init?(for tree: Tree, recipe: Recipe) {
        name = recipe.name
        started = recipe.start
        files = tree.children(of: "/usr/lib/tmpfiles.d").map { PathText.name($0) }
            .filter { $0.hasSuffix(".conf") }
        hasAccounts = tree.children(of: "/usr/lib/sysusers.d").contains { $0.hasSuffix(".conf") }
        guard hasAccounts || !files.isEmpty else { return nil }
    }

    private var unit: String { "veneer-\(name)-setup.service" }

    private var text: String {
        var lines = [
            "[Unit]", "Description=Users, folders and defaults of the extension \(name)",
            "DefaultDependencies=no",
            "After=local-fs.target systemd-sysext.service systemd-sysusers.service systemd-tmpfiles-setup.service",
            "Before=shutdown.target", "Conflicts=shutdown.target", "", "[Service]",
            "Type=oneshot", "RemainAfterExit=yes",
            // As for systemd's own unit: a line that cannot be done does not stop the others.
            "SuccessExitStatus=DATAERR CANTCREAT",
        ]
        if hasAccounts { lines.append("ExecStart=/usr/bin/systemd-sysusers") }
        if !files.isEmpty {
            let names = files.map(QuotedFields.quoted).joined(separator: " ")
            lines.append("ExecStart=/usr/bin/systemd-tmpfiles --create \(names)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Puts the unit into a tree, with what makes it run.
    ///
    /// Throws: `TreeError`.
    func write(to tree: inout Tree, modified: Timestamp) throws(TreeError) {
        var texts = [
            "\(UnitPlan.folder)/\(unit)": text,
            "\(UnitPlan.folder)/multi-user.target.d/10-\(name)-setup.conf":
                "[Unit]\nUpholds=\(unit)\n",
        ]
        for other in started {
            texts["\(UnitPlan.folder)/\(other).d/10-\(name)-setup.conf"] =
                "[Unit]\nWants=\(unit)\nAfter=\(unit)\n"
        }
        for (path, text) in texts {
            try tree.write(
                Array(text.utf8),
                to: path,
                metadata: Metadata(permissions: 0o644, modified: modified),
                origin: Translation.origin
            )
        }
    }
}
