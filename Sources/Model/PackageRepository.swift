/// Where packages come from: one entry of `repositories` in a recipe or a catalogue.
package struct PackageRepository: Equatable, Sendable {
    /// How the repository is found.
    package enum Origin: Equatable, Sendable {
        /// By its own addresses.
        case addresses(RepositoryAddresses)
        /// By a `.repo` file: a URL, or a path relative to the document that names it.
        case file(String)
        /// By a project of Fedora's COPR.
        case copr(CoprProject)
    }

    package var origin: Origin
    /// Files with OpenPGP public keys, relative to the document that names them, or URLs.
    package var keys: [String] = []
    /// Whether packages without a good signature are refused; what a `.repo` file says where nothing is said.
    package var requiresSignatures: Bool?
    /// Whether the metadata must be signed too; what a `.repo` file says where nothing is said.
    package var requiresSignedMetadata: Bool?
    /// The lowest number wins; what a `.repo` file says, or 99, where nothing is said.
    package var priority: Int?
    /// Packages that must not be taken from here.
    package var exclude: [String] = []
    /// When not empty, the only packages that may be taken from here.
    package var include: [String] = []

    /// Makes a repository.
    package init(_ origin: Origin) {
        self.origin = origin
    }
}

/// The addresses of a repository; variables such as `$releasever` stand in them as they were written.
package struct RepositoryAddresses: Equatable, Sendable {
    /// A short name, unique within a build.
    package var id: String
    /// `http:`, `https:` or `file:` URLs, or folders relative to the document that names them; any of them will do.
    package var urls: [String] = []
    /// The URL of a metalink document, which lists mirrors and proves `repomd.xml`.
    package var metalink: String?
    /// The URL of a plain list of mirrors.
    package var mirrorList: String?

    /// Makes addresses.
    package init(id: String, urls: [String] = []) {
        self.id = id
        self.urls = urls
    }
}

/// A project of COPR, Fedora's build service for everyone.
package struct CoprProject: Equatable, Sendable {
    /// Where Fedora's own COPR is.
    package static let fedoraServer = "https://copr.fedorainfracloud.org"

    /// A user, or a group with `@` before its name.
    package var owner: String
    package var project: String
    /// The URL of the service.
    package var server = Self.fedoraServer

    /// Reads `OWNER/PROJECT` or `@GROUP/PROJECT`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let name = parts[0].hasPrefix("@") ? parts[0].dropFirst() : parts[0]
        guard RepositoryID.isValid(name), RepositoryID.isValid(parts[1]) else { return nil }
        owner = String(parts[0])
        project = String(parts[1])
    }

    /// The URL of the project's `.repo` file, with `$releasever` in it.
    package var repositoryFile: String {
        let owner = owner.hasPrefix("@") ? "g/\(owner.dropFirst())" : owner
        return "\(server)/coprs/\(owner)/\(project)/repo/fedora-$releasever/"
    }
}

/// The rule for short names in recipes, of repositories and of downloads.
package enum RepositoryID {
    /// Whether a text is letters, digits, `.`, `-` and `_`, and does not begin with `.` or `-`.
    package static func isValid(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        return first != UInt8(ascii: ".") && first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
