package import EROFS

/// Where the bytes of a file come from; equal identities are one file, under several names.
package enum FileIdentity: Hashable, Sendable {
    /// A file of a package: the package's place in the plan, and the path under which its payload has the content.
    case payload(package: Int, path: String)
    /// A file that the build itself makes.
    case made(path: String)
    /// A file of a download: its id, and the path under which the archive has the content.
    case spooled(download: String, path: String)

    /// The path that it is known by.
    package var path: String {
        switch self {
        case .payload(_, let path), .made(let path), .spooled(_, let path): path
        }
    }
}

/// One name in the tree.
package struct TreeEntry: Sendable {
    package enum Kind: Equatable, Sendable {
        case directory
        case symlink(target: String)
        case file(FileIdentity, size: Int64)
        /// A device, a pipe or a socket: a step has to take it out.
        case special
    }

    package var kind: Kind
    package var metadata: Metadata
    /// What brought it: a package as `name-version-release.arch`, or `the recipe`.
    package var origin: String
    /// The checksum that a package gives for the file, to tell whether two files are the same.
    package var digest: String?
    /// The names of the user and the group that a package gives it to; nothing where numbers are all that counts.
    package var user: String?
    package var group: String?

    /// Makes an entry.
    package init(kind: Kind, metadata: Metadata, origin: String, digest: String? = nil) {
        self.kind = kind
        self.metadata = metadata
        self.origin = origin
        self.digest = digest
    }
}
