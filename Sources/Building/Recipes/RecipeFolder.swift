import Files
package import Model
package import SystemPackage
import Transfer

/// A recipe on disk, with the catalogue that it belongs to.
package struct RecipeFolder: Sendable {
    package let recipe: Recipe
    /// The recipe's own text, which provenance records the checksum of.
    package let text: String
    package let catalogue: Catalogue?
    /// Where packages come from, the catalogue's first, each with absolute key files and URL.
    package let repositories: [PackageRepository]

    private static let fileName = "recipe.yaml"

    /// Reads a recipe file, or the `recipe.yaml` of a folder.
    ///
    /// The catalogue is `catalogue.yaml` in the folder that holds `extensions/`, or else beside the recipe.
    ///
    /// Throws: `FileError`, or `DocumentError` with the line and column of what is wrong.
    package init(_ path: FilePath) throws {
        let file = try Self.file(path)
        let directory = file.removingLastComponent()
        text = try Self.read(file)
        recipe = try Recipe(parsing: text, document: file.string)
        let candidates = [
            directory.appending("../../catalogue.yaml"), directory.appending("catalogue.yaml"),
        ]
        var catalogue: Catalogue?
        var repositories: [PackageRepository] = []
        for candidate in candidates where try Self.exists(candidate) {
            let found = try Catalogue(parsing: Self.read(candidate), document: candidate.string)
            catalogue = found
            repositories += found.repositories.map {
                Self.anchored($0, to: candidate.removingLastComponent())
            }
            break
        }
        self.catalogue = catalogue
        self.repositories =
            repositories + recipe.repositories.map { Self.anchored($0, to: directory) }
    }

    private static func file(_ path: FilePath) throws -> FilePath {
        do {
            _ = try Folder(path)
            return path.appending(fileName)
        } catch FileError.system(_, _, .notDirectory) {
            return path
        }
    }

    private static func read(_ path: FilePath) throws -> String {
        let parent = path.removingLastComponent()
        let folder = try Folder(parent.isEmpty ? "." : parent)
        return String(
            decoding: try folder.read(path.lastComponent?.string ?? "", limit: 1 << 20),
            as: UTF8.self
        )
    }

    private static func exists(_ path: FilePath) throws -> Bool {
        do {
            _ = try read(path)
            return true
        } catch let error as FileError where error.isNotFound {
            return false
        }
    }

    private static func anchored(
        _ definition: PackageRepository,
        to folder: FilePath
    ) -> PackageRepository {
        var definition = definition
        if !definition.url.contains("://") {
            definition.url = folder.pushing(FilePath(definition.url)).string
        }
        definition.keys = definition.keys.map { folder.pushing(FilePath($0)).string }
        return definition
    }
}
