import EROFS
package import Model
package import RPM
import SystemPackage

/// The facts of an OS image that extensions are built for.
package struct Base: Sendable {
    /// What the user called it, for messages.
    package let name: String
    package let document: BaseDocument
    package let facts: BaseFacts
    package let os: OSRelease
    /// The OS release as it stands in file names.
    package let label: ReleaseLabel
    package let layout: BaseLayout
    package let accounts: Accounts

    /// The checksum of the document: the base's identity.
    package var digest: Checksum { document.digest }

    /// What the base's programs run on.
    package var architecture: Architecture { facts.architecture }

    /// Reads a base's document; the large tables stay in it until they are asked for.
    ///
    /// Throws: `BaseError`.
    package init(_ document: BaseDocument, name: String) throws {
        self.document = document
        self.name = name
        facts = try document.facts()
        let release =
            try document.textInRoot("usr/lib/os-release")
            ?? document.textInRoot("etc/os-release")
        guard let release, !release.isEmpty else {
            throw BaseError.incomplete(base: name, missing: ["an os-release file"])
        }
        os = OSRelease(parsing: release)
        guard let label = ReleaseLabel(os) else {
            throw BaseError.badRelease(base: name, versionID: os.versionID ?? "")
        }
        self.label = label
        layout = BaseLayout(links: facts.links)
        var accounts = Accounts()
        // Fedora's image-based systems keep their own accounts below /usr/lib.
        for file in ["etc/passwd", "usr/lib/passwd"] {
            accounts.addUsers(try document.textInRoot(file) ?? "")
        }
        for file in ["etc/group", "usr/lib/group"] {
            accounts.addGroups(try document.textInRoot(file) ?? "")
        }
        self.accounts = accounts
    }

    /// The RPM database, in memory.
    ///
    /// Throws: `BaseError` when the document has none.
    package func database() throws -> BaseDatabase {
        var contents: [String: [UInt8]] = [:]
        let folder = facts.databaseFolder
        for name in try document.namesInRoot(folder) {
            contents[name] = try document.bytesInRoot("\(folder)/\(name)")
        }
        guard
            let database = BaseDatabase(
                root: FilePath(name),
                folder: folder,
                contents: contents
            )
        else { throw BaseError.incomplete(base: name, missing: [folder]) }
        return database
    }

    /// The file contexts of its SELinux policy, by what their file name ends with (`""`, `.subs_dist` …); empty where it has none.
    package func fileContexts() throws -> [String: [UInt8]] {
        guard let folder = facts.policyFolder else { return [:] }
        let prefix = "file_contexts"
        var contexts: [String: [UInt8]] = [:]
        for name in try document.namesInRoot("\(folder)/contexts/files")
        where name.hasPrefix(prefix) {
            contexts[String(name.dropFirst(prefix.count))] = try document.bytesInRoot(
                "\(folder)/contexts/files/\(name)"
            )
        }
        return contexts
    }

    /// The newest binary policy, or nothing.
    package func policy() throws -> [UInt8]? {
        guard let folder = facts.policyFolder else { return nil }
        let names = try document.namesInRoot("\(folder)/policy")
        return try names.max { VersionOrder.compare($0, $1) == .older }
            .flatMap { try document.bytesInRoot("\(folder)/policy/\($0)") }
    }
}
