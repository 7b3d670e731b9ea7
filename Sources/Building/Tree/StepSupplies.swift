package import EROFS
package import Model

/// What steps need besides the tree: the parts of a build that know about packages, accounts and downloads give it.
package struct StepSupplies {
    /// The time of files that steps make.
    package var modified: Timestamp
    /// The attribute for a text of file capabilities, or nothing when it is none.
    package var capabilities: (String) -> ExtendedAttribute?
    /// The bytes of a file of a package.
    package var content: (FileIdentity) throws -> [UInt8]
    /// The bytes of a file of the recipe's folder.
    package var recipeFile: (String) throws -> [UInt8]
    /// The number of a user or a group of the base by its name, or nothing when it has none of that name.
    package var number: (_ name: String, _ isGroup: Bool) throws -> UInt32?
    /// What installations take out of downloads.
    package var installed: [Installation: [InstalledEntry]]

    /// Makes supplies that have nothing but what is given.
    package init(
        modified: Timestamp,
        capabilities: @escaping (String) -> ExtendedAttribute? = { _ in nil },
        content: @escaping (FileIdentity) throws -> [UInt8] = { identity in
            throw TreeError.nothingAt(path: identity.path, step: "replace")
        },
        recipeFile: @escaping (String) throws -> [UInt8] = { path in
            throw TreeError.nothingAt(path: path, step: "file")
        },
        number: @escaping (_ name: String, _ isGroup: Bool) throws -> UInt32? = { _, _ in nil },
        installed: [Installation: [InstalledEntry]] = [:]
    ) {
        self.modified = modified
        self.capabilities = capabilities
        self.content = content
        self.recipeFile = recipeFile
        self.number = number
        self.installed = installed
    }
}

/// One name that an installation puts into the tree.
package struct InstalledEntry: Sendable {
    package enum Kind: Sendable {
        case directory
        case symlink(target: String)
        case file(SpooledContent, FileIdentity)
    }

    /// The whole path in the image.
    package let path: String
    package let kind: Kind
    package let isExecutable: Bool
}
