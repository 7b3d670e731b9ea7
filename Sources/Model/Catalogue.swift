/// A folder of recipes: the content of its `catalogue.yaml`.
package struct Catalogue: Equatable, Sendable {
    package var title: String
    /// Where the repository is served, if that is known.
    package var url: String?
    /// Where the packages of every recipe come from.
    package var repositories: [PackageRepository]
    /// Whether packages come from the base's own repositories too.
    package var baseRepositories = true

    /// Makes a catalogue.
    package init(title: String, url: String? = nil, repositories: [PackageRepository] = []) {
        self.title = title
        self.url = url
        self.repositories = repositories
    }
}
