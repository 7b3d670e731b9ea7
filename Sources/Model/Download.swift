/// A single file that a recipe fetches: a package, an archive, or a program or document by itself.
package struct Download: Equatable, Sendable {
    /// What is done with the file.
    package enum Kind: String, CaseIterable, Sendable {
        /// It is installed with the recipe's packages.
        case rpm
        /// Steps install what it holds.
        case archive
        /// Steps install it.
        case file
    }

    /// A short name, unique within the recipe.
    package var id: String
    package var kind: Kind
    /// Which version is fetched; nothing where the URL is always that of the newest one.
    package var version: Version?
    package var place: Place
    /// What proves the file; nothing where a key does, or nothing has to.
    package var proof: Proof?
    /// Files with OpenPGP public keys one of which has to have signed a package, relative to the recipe, or URLs.
    package var keys: [String] = []

    /// Makes a download that nothing proves.
    package init(id: String, kind: Kind, place: Place) {
        self.id = id
        self.kind = kind
        self.place = place
    }
}

extension Download {
    /// How the version is found.
    package enum Version: Equatable, Sendable {
        /// As the recipe says.
        case text(String)
        /// As a document says: the whole text, or a text within its JSON.
        case document(url: DownloadTemplate, path: JSONPath?, pattern: VersionPattern)
        /// The newest release of a project on GitHub, by its tag.
        case release(GitHubProject, pattern: VersionPattern)
    }

    /// Where a file is.
    package enum Place: Equatable, Sendable {
        case url(DownloadTemplate)
        /// A URL within the JSON document that names the version.
        case json(JSONPath)
        /// A file of the release that names the version; `*` in its name stands for any text.
        case asset(DownloadTemplate)
    }

    /// What a file is compared with.
    package enum Proof: Equatable, Sendable {
        /// One checksum for all architectures.
        case checksum(Checksum)
        /// A checksum for each architecture that the recipe is for.
        case checksums([Architecture: Checksum])
        /// A document beside the file: lines of `sha256sum`, BSD lines, or a checksum alone.
        case document(Place)
    }
}

/// A project on GitHub, or on a service with the same interface.
package struct GitHubProject: Equatable, Sendable {
    /// Where GitHub's own interface is.
    package static let publicAPI = "https://api.github.com"

    package var owner: String
    package var name: String
    /// The URL that the interface is below.
    package var api = Self.publicAPI

    /// Reads `OWNER/NAME`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ RepositoryID.isValid($0) }) else { return nil }
        owner = String(parts[0])
        name = String(parts[1])
    }

    /// The URL of the document that describes the newest release.
    package var latestRelease: String { "\(api)/repos/\(owner)/\(name)/releases/latest" }
}
