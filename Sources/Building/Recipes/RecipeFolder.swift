import Crypto
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
    /// The folder that the recipe is in.
    package let folder: FilePath
    /// Where packages come from, the recipe's own first, each with the folder of the document that names it.
    let repositories: [(entry: PackageRepository, folder: FilePath)]

    /// Whether packages come from the base's own repositories too.
    package var usesBaseRepositories: Bool {
        recipe.baseRepositories ?? catalogue?.baseRepositories ?? true
    }

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
        recipe = try Recipe(
            parsing: text,
            document: file.string,
            checks: Gate.allowedNames
        )
        let candidates = [
            directory.appending("../../catalogue.yaml"), directory.appending("catalogue.yaml"),
        ]
        var catalogue: Catalogue?
        var repositories = recipe.repositories.map { (entry: $0, folder: directory) }
        for candidate in candidates where try Self.exists(candidate) {
            let found = try Catalogue(parsing: Self.read(candidate), document: candidate.string)
            catalogue = found
            let folder = candidate.removingLastComponent()
            repositories += found.repositories.map { (entry: $0, folder: folder) }
            break
        }
        self.catalogue = catalogue
        self.repositories = repositories
        folder = directory
    }

    /// The files beside the recipe that its steps use, by path.
    ///
    /// Throws: `FileError`.
    func usedFiles() throws -> [String: Checksum] {
        var files: [String: Checksum] = [:]
        for case .file(_, .source(let path), _, _) in recipe.steps {
            let bytes = try bytes(of: path)
            files[path] = Checksum(SHA256.hash(data: bytes))
        }
        return files
    }

    /// Reads a file beside the recipe by its path below the recipe's folder; links are not followed.
    ///
    /// Throws: `FileError`.
    func bytes(of path: String) throws -> [UInt8] {
        let parts = path.split(separator: "/").map(String.init)
        var open = try Folder(folder.isEmpty ? "." : folder)
        for part in parts.dropLast() { open = try open.subfolder(part) }
        return try open.read(parts.last ?? "", limit: 64 << 20)
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
}
