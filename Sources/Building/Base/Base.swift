import Files
import Transfer
package import Model
package import SystemPackage

/// The facts of an OS image that extensions are built for.
package struct Base: Sendable {
    /// The folder that it was read from.
    package let path: FilePath
    package let os: OSRelease
    /// What the base's programs run on.
    package let architecture: Architecture
    /// The OS release as it stands in file names.
    package let label: ReleaseLabel
    package let layout: BaseLayout
    package let accounts: Accounts

    /// Reads the base in a folder: its `os-release`, accounts and linked folders.
    ///
    /// Throws: `FileError` or `BaseError`.
    package init(reading path: FilePath) throws {
        let folder = try Folder(path)
        let text =
            try folder.textInRoot("usr/lib/os-release") ?? folder.textInRoot("etc/os-release")
        guard let text, !text.isEmpty else { throw BaseError.noRelease(base: path.string) }
        self.path = path
        os = OSRelease(parsing: text)
        guard let label = ReleaseLabel(os) else {
            throw BaseError.badRelease(base: path.string, versionID: os.versionID ?? "")
        }
        self.label = label
        architecture = try Self.architecture(os: text, folder)
        layout = try BaseLayout(reading: folder)
        var accounts = Accounts()
        // Fedora's image-based systems keep their own accounts below /usr/lib.
        for file in ["etc/passwd", "usr/lib/passwd"] {
            accounts.addUsers(try folder.textInRoot(file) ?? "")
        }
        for file in ["etc/group", "usr/lib/group"] {
            accounts.addGroups(try folder.textInRoot(file) ?? "")
        }
        self.accounts = accounts
    }

    /// What `os-release` says, or else whose dynamic loader is there, or else what this program runs on.
    private static func architecture(os: String, _ folder: Folder) throws -> Architecture {
        if let named = EnvironmentFile(parsing: os)["ARCHITECTURE"].flatMap({ Architecture($0) }) {
            return named
        }
        let loaders: [(Architecture, String)] = [
            (.x86_64, "lib64/ld-linux-x86-64.so.2"), (.aarch64, "lib/ld-linux-aarch64.so.1"),
        ]
        for (architecture, loader) in loaders where try folder.containsInRoot(loader) {
            return architecture
        }
        return .current
    }
}
