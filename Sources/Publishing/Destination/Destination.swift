import Crypto
import Model
import Transfer

/// Where a repository is published to: named objects, with `/` in their names.
///
/// What `create`, `replace` and `remove` have done survives a loss of power once they return.
package protocol Destination: Sendable {
    /// What it is called in messages: a path or URL.
    var description: String { get }

    /// Takes the repository for this publication, for as long as this value lives; false when another one has it.
    ///
    /// Stores without locks answer true: there `replace` finds out that somebody else was faster.
    func lock() async throws -> Bool

    /// An object, or nothing when there is none.
    ///
    /// Throws: also when it is larger than the limit.
    func read(_ name: String, limit: Int) async throws -> StoredObject?

    /// What is known of an object without reading it, or nothing when there is none.
    func entry(_ name: String) async throws -> ObjectEntry?

    /// The names of all objects that begin with a text, sorted.
    func list(_ prefix: String) async throws -> [String]

    /// Makes an object where there is none; false, and nothing changed, where there is one.
    func create(_ name: String, _ content: ObjectContent) async throws -> Bool

    /// Puts bytes in place of an object, or where there is none: readers see the old ones or the new ones.
    ///
    /// With the tag of the state that is to be replaced, nothing happens when the object is in another one: that gives false.
    func replace(_ name: String, with bytes: [UInt8], over tag: String?) async throws -> Bool

    /// Removes an object; nothing happens when there is none.
    func remove(_ name: String) async throws
}

extension Destination {
    /// The largest object that is read to find its checksum, where the store does not know it: in bytes.
    private var largestRead: Int { 4 << 30 }

    /// The SHA-256 of an object's content; nothing when there is none.
    func checksum(of name: String) async throws -> Checksum? {
        if let folder = self as? FolderDestination { return try folder.fileChecksum(of: name) }
        guard let entry = try await entry(name) else { return nil }
        if let known = entry.checksum { return known }
        return try await read(name, limit: largestRead).map {
            Checksum(SHA256.hash(data: $0.bytes))
        }
    }
}
