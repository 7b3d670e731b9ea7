/// What a repository says of an update: why its packages replace older ones.
package struct Advisory: Hashable, Codable, Sendable {
    /// What an update is for; repositories use other words too, which are ``other``.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case security
        case bugfix
        case enhancement
        case newPackage = "newpackage"
        case other
    }

    /// A page about what was wrong.
    package struct Reference: Hashable, Codable, Sendable {
        /// What kind of page it is, such as `cve`, `bugzilla` or `self`.
        package var kind: String
        /// The name there, such as `CVE-2026-1234` or a bug's number.
        package var id: String
        package var url: String?
        package var title: String?

        /// Makes a reference.
        package init(kind: String, id: String, url: String? = nil, title: String? = nil) {
            self.kind = kind
            self.id = id
            self.url = url
            self.title = title
        }
    }

    /// The name, such as `FEDORA-2026-0123456789` or `RHSA-2026:1234`.
    package var id: String
    package var kind: Kind
    /// How bad it was, in the repository's words, such as `Important`; nothing where it does not say.
    package var severity: String?
    package var title: String
    /// When it was published, in seconds since 1970.
    package var issued: UInt64?
    /// Sorted by kind and name.
    package var references: [Reference]
    /// The packages at hand that bring it, as `name-[epoch:]version-release.arch`, sorted.
    package var packages: [String]

    /// Makes an advisory.
    package init(
        id: String,
        kind: Kind,
        severity: String? = nil,
        title: String,
        issued: UInt64? = nil,
        references: [Reference] = [],
        packages: [String] = []
    ) {
        self.id = id
        self.kind = kind
        self.severity = severity
        self.title = title
        self.issued = issued
        self.references = references
        self.packages = packages
    }

    /// The names of the vulnerabilities that it closes, sorted, each once.
    package var vulnerabilities: [String] {
        Set(references.filter { $0.kind.lowercased() == "cve" }.map(\.id)).sorted()
    }
}
