import CRPM
package import SystemPackage

/// The keys that packages may be signed with; nothing is taken from the host's own.
package struct Keyring: Hashable, Sendable {
    /// A public key with its subkeys.
    package struct Key: Hashable, Sendable {
        /// The key's 16-digit id in lower-case hexadecimal.
        package let id: String
        /// The fingerprint in lower-case hexadecimal.
        package let fingerprint: String
        /// Who holds the key, in the key's own words.
        package let userID: String?
        /// The ids of the subkeys.
        package let subkeys: [String]
        /// The certificate's OpenPGP packets (RFC 9580, section 10.1).
        let packets: [UInt8]
        let validity: KeyValidity
    }

    package private(set) var keys: [Key] = []

    /// Makes a keyring without keys, by which nothing can be verified.
    package init() {}

    /// Makes a keyring of all keys in some files.
    ///
    /// Throws ``KeyringError``.
    package init(files: [FilePath]) throws {
        for file in files {
            let bytes: [UInt8]
            do {
                bytes = try Self.contents(of: file)
            } catch {
                throw KeyringError.unreadable(file, cause: error)
            }
            try add(bytes, name: file.string)
        }
    }

    /// Adds all keys of a text in ASCII armour, or of raw OpenPGP packets.
    ///
    /// `name` says in errors where the text is from. Throws ``KeyringError``.
    package mutating func add(_ bytes: [UInt8], name: String) throws {
        try Librpm.prepare()
        var added: [Key] = []
        for block in try OpenPGPArmor.blocks(in: bytes, name: name) {
            for packets in try OpenPGPArmor.certificates(in: block, name: name) {
                guard let key = Key(packets) else { throw KeyringError.malformed(name: name) }
                added.append(key)
            }
        }
        guard !added.isEmpty else { throw KeyringError.empty(name: name) }
        for key in added where !keys.contains(key) { keys.append(key) }
    }

    /// The key, or the key of the subkey, that has an id.
    package func key(_ id: String) -> Key? {
        keys.first { $0.id == id || $0.subkeys.contains(id) }
    }

    /// More than any keyring of a distribution; a larger file is not one.
    private static let sizeLimit = 16 << 20

    /// The bytes of a file that is small, if it is what it should be.
    static func contents(of file: FilePath) throws -> [UInt8] {
        let descriptor = try Descriptor(reading: file)
        let size = try FileStatus(of: descriptor.raw).size
        guard size <= sizeLimit else { throw Errno.fileTooLarge }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= sizeLimit {
            let count = try unsafe buffer.withUnsafeMutableBytes {
                unsafe try descriptor.raw.read(into: $0)
            }
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
        throw Errno.fileTooLarge
    }
}
