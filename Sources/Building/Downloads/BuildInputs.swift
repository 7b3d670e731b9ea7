import Files
import Model
import RPM
import SystemPackage
import Transfer

/// Everything that a recipe names, found and fetched, but for the packages of repositories.
struct BuildInputs: Sendable {
    let sources: [PackageSource]
    let downloads: [FetchedDownload]
    /// What is asked of the repositories: the recipe's packages, and those that it downloads.
    let requests: [String]
    /// The packages that were downloaded, by the ids of their downloads.
    let packages: [String: NEVRA]
    /// Where contents of archives go while the image is made.
    let scratch: Folder

    /// Finds repositories and fetches downloads.
    ///
    /// Throws: what is wrong with repositories, keys or downloads; `BuildError.noRepositories`.
    init(
        recipe: RecipeFolder,
        base: Base,
        architecture: Architecture,
        client: TransferClient,
        cache: FilePath
    ) async throws {
        let folder = try Folder.making(cache).subfolder("downloads", making: true)
        scratch = folder
        let fetcher = DownloadFetcher(
            client: client,
            architecture: architecture,
            keys: KeyReader(base: base, client: client),
            recipe: recipe.folder,
            folder: folder
        )
        var downloads: [FetchedDownload] = []
        var local: [DownloadedPackage] = []
        var packages: [String: NEVRA] = [:]
        for download in recipe.recipe.downloads {
            let fetched = try await fetcher.fetch(download)
            downloads.append(fetched)
            guard download.kind == .rpm else { continue }
            let package = try DownloadedPackage(fetched, in: folder)
            packages[download.id] = package.name
            local.append(package)
        }
        self.downloads = downloads
        self.packages = packages
        requests = recipe.recipe.packages + local.map(\.request)
        var sources: [PackageSource] = []
        if !requests.isEmpty {
            sources = try await SourceCollector(
                recipe: recipe,
                base: base,
                architecture: architecture,
                client: client
            ).sources()
        }
        guard !sources.isEmpty || recipe.recipe.packages.isEmpty else {
            throw BuildError.noRepositories(recipe: recipe.recipe.name.text)
        }
        self.sources = sources + local.map(\.source)
    }
}
