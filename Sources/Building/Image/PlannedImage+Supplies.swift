import EROFS
import Files
import Model
import RPM

extension PlannedImage {
    /// In bytes: a text that a step changes is kept in memory.
    private static let textLimit = 16 << 20

    /// What the recipe's steps need besides the tree.
    func supplies(
        _ packages: [VerifiedPackage],
        installed: [Installation: [InstalledEntry]]
    ) -> StepSupplies {
        let accounts = base.accounts
        let recipe = recipe
        return StepSupplies(
            modified: modified,
            // What is wrong with the text is said by the step, with its path.
            capabilities: { (try? FileCapabilities.extendedAttribute($0)) ?? nil },
            content: { try Self.content(of: $0, packages: packages) },
            recipeFile: { try recipe.bytes(of: $0) },
            number: { name, isGroup in isGroup ? accounts.groups[name] : accounts.users[name] },
            installed: installed
        )
    }

    private static func content(
        of identity: FileIdentity,
        packages: [VerifiedPackage]
    ) throws -> [UInt8] {
        guard case .payload(let number, let path) = identity else {
            throw TreeError.nothingAt(path: identity.path, step: "replace")
        }
        return try content(of: identity, path, in: packages[number], number: number)
    }

    private static func content(
        of identity: FileIdentity,
        _ path: String,
        in package: VerifiedPackage,
        number: Int
    ) throws -> [UInt8] {
        let names = Set(
            package.header.files.indices.filter {
                PackageImport.identity(of: $0, in: package.header, package: number) == identity
            }.map { package.header.files[$0].path }
        )
        let found = try package.contents(of: names, limit: textLimit)
        // An empty file has no content of its own in the payload.
        let isEmpty = package.header.files.contains { names.contains($0.path) && $0.size == 0 }
        let bytes = found.values.first ?? (isEmpty ? [] : nil)
        guard let bytes else {
            throw BuildError.noContent(package.header.nevra.description, path)
        }
        return bytes
    }
}
