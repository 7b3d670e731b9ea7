package import Model

/// What a base has at one path.
package struct BaseFile: Equatable, Sendable {
    /// What stands there; a link is a link, whatever it leads to.
    package enum Kind: Equatable, Sendable {
        case directory
        /// A plain file, with its size in bytes and what its content hashes to; in `/etc` contents are the host's own, and not read.
        case file(size: Int64, checksum: Checksum?)
        case symlink(target: String)
        /// A device, a pipe or a socket.
        case special
    }

    package let kind: Kind
    /// The low twelve bits of the mode.
    package let permissions: UInt16

    /// Makes a file.
    package init(kind: Kind, permissions: UInt16) {
        self.kind = kind
        self.permissions = permissions
    }
}
