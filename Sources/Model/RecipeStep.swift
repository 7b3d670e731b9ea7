/// One change that a recipe makes to the tree, by paths of the image (`/usr/…`).
///
/// An `optional` step (`when: present`) does nothing when what it needs is not there; any other is an error then.
package enum RecipeStep: Equatable, Sendable {
    /// Makes an empty folder; what it needs is the folder above.
    case directory(String, mode: UInt16, optional: Bool = false)
    /// Writes a file; what it needs is the folder above.
    case file(String, content: FileContent, mode: UInt16, optional: Bool = false)
    /// Makes a symbolic link; what it needs is what the link leads to.
    case symlink(String, target: String, optional: Bool = false)
    /// Moves what is at a path, or all that matches `…/*`.
    case move(String, to: String, optional: Bool = false)
    /// Removes what is at a path and all below it.
    case remove(String, optional: Bool = false)
    /// Replaces every occurrence of a text in a file.
    case replace(String, from: String, to: String, optional: Bool = false)
    /// Sets the permission bits.
    case mode(String, to: UInt16, optional: Bool = false)
    /// Sets the owner and group.
    case owner(String, user: Account, group: Account, optional: Bool = false)
    /// Sets file capabilities, in the words of `cap_from_text(3)`.
    case capabilities(String, to: String, optional: Bool = false)
    /// Installs what a download holds.
    case install(Installation)

    /// What a written file holds.
    package enum FileContent: Equatable, Sendable, ExpressibleByStringLiteral {
        case text(String)
        /// The content of a file of the recipe's folder, by its path there.
        case source(String)

        package init(stringLiteral value: String) { self = .text(value) }
    }

    /// A user or a group.
    package enum Account: Equatable, Sendable, ExpressibleByIntegerLiteral {
        case number(UInt32)
        case name(String)

        package init(integerLiteral value: UInt32) { self = .number(value) }
    }
}

/// What a step takes out of a download, and where it goes.
package struct Installation: Hashable, Sendable {
    /// How a file is packed on the way.
    package enum Packing: String, CaseIterable, Sendable {
        case gzip
    }

    /// The id of the download.
    package var download: String
    /// The path in the archive.
    ///
    /// `*` stands for any text without `/`, and as the last part for all in a folder. For a download that
    /// is no archive: its id or file name.
    package var source: DownloadTemplate
    /// Where it goes: a path, or with `/` at the end a folder.
    package var destination: String
    /// The permission bits of files; the archive decides whether one can be run where nothing is said.
    package var mode: UInt16?
    package var packing: Packing?
    package var optional: Bool

    /// Makes an installation.
    package init(
        download: String,
        source: DownloadTemplate,
        destination: String,
        mode: UInt16? = nil,
        packing: Packing? = nil,
        optional: Bool = false
    ) {
        self.download = download
        self.source = source
        self.destination = destination
        self.mode = mode
        self.packing = packing
        self.optional = optional
    }
}
