/// What goes into an extension: the content of a `recipe.yaml`.
package struct Recipe: Equatable, Sendable {
    /// The highest number of rebuilds, far above any real one.
    package static let revisionLimit = 999_999

    package var name: ExtensionName
    /// One line on what the extension is.
    package var summary: String
    /// The packages to install, as `dnf install` names them.
    package var packages: [String]
    /// Packages that must not come in, even when something asks for them.
    package var exclude: [String] = []
    /// Whether recommended packages come in too.
    package var weakDependencies = false
    /// The package or download that gives the image its version; the first one where none is named.
    package var versionFrom: String?
    /// Counts rebuilds of the same version; a higher one sorts above.
    ///
    /// A build raises it where an earlier image asks for that.
    package var revision = 0
    /// Units that start when the extension is merged.
    package var start: [String] = []
    /// Names of the targets in the catalogue that this is for; all of them when empty.
    package var targets: [String] = []
    /// Where packages come from, besides the base's and the catalogue's repositories.
    package var repositories: [PackageRepository] = []
    /// Whether packages come from the base's own repositories; as the catalogue says, or they do, where nothing is said.
    package var baseRepositories: Bool?
    /// Ids or globs of repositories that are used although they are not enabled.
    package var enableRepositories: [String] = []
    /// Ids or globs of repositories that are not used.
    package var disableRepositories: [String] = []
    /// Single files that are fetched besides: packages, archives, programs.
    package var downloads: [Download] = []
    /// What is accepted although a check would refuse it.
    package var allow = Allowances()
    /// Which systems systemd may merge the image on.
    package var identity = ImageIdentity.base
    /// What is done to the tree after the packages are in it, in order.
    package var steps: [RecipeStep] = []
}

/// Which systems an image says that it fits.
package enum ImageIdentity: String, CaseIterable, Sendable {
    /// The base's own `ID` and release.
    case base
    /// Any system (`ID=_any`): systemd then compares no release, and only a host manager does.
    case any
}
