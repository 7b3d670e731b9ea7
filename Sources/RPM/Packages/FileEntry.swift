/// A file of a package, as the header describes it.
package struct FileEntry: Hashable, Sendable {
    /// What kind of file it is.
    package enum Kind: Hashable, Sendable {
        case regular
        case directory
        case symbolicLink(target: String)
        case characterDevice(major: UInt32, minor: UInt32)
        case blockDevice(major: UInt32, minor: UInt32)
        case fifo
        case socket
    }

    /// What the packager says of a file (rpmfiles.h: `rpmfileAttrs`).
    package struct Flags: OptionSet, Hashable, Sendable {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let configuration = Flags(rawValue: 1 << 0)
        package static let documentation = Flags(rawValue: 1 << 1)
        package static let missingOK = Flags(rawValue: 1 << 3)
        package static let noReplace = Flags(rawValue: 1 << 4)
        /// Owned but not packaged: the payload lacks it.
        package static let ghost = Flags(rawValue: 1 << 6)
        package static let license = Flags(rawValue: 1 << 7)
        package static let readme = Flags(rawValue: 1 << 8)
        package static let artifact = Flags(rawValue: 1 << 12)
    }

    /// The absolute path; no part of it is `.`, `..` or empty.
    package let path: String
    package let kind: Kind
    /// The twelve bits of permissions with set-id and sticky.
    package let permissions: UInt16
    /// The owner's name; the id is the base's matter.
    package let owner: String
    /// The group's name.
    package let group: String
    /// The size of a regular file in bytes, or else zero.
    package let size: UInt64
    /// Seconds since 1970.
    package let modified: UInt32
    package let flags: Flags
    /// What the content of a regular file hashes to.
    package let digest: FileDigestValue?
    /// The capabilities in libcap's text form; see ``FileCapabilities``.
    package let capabilities: String?
    /// The places, in the header's list, of all names of the same file, this one among them; empty for a single name.
    package let hardLinks: [Int]
}
