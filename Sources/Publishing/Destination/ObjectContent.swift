package import Files
package import Model

/// What an object is made from.
package enum ObjectContent: Sendable {
    case bytes([UInt8])
    /// A plain file of a folder, with what it is known to hold: whoever copies it makes sure that this is what it copied.
    case file(String, in: Folder, size: Int64, checksum: Checksum)
}
