package import Files
import Model
package import SystemPackage
package import TUF
import Transfer

/// A file that holds a private key, readable by its owner alone.
package enum KeyFile {
    /// Far above any key, in bytes.
    private static let limit = 64 << 10

    /// Makes a key and writes it to a new file.
    ///
    /// Throws: `KeyFileError.exists` when there is a file of that name, or `FileError`.
    package static func generate(at path: FilePath) throws -> SigningKey {
        let key = SigningKey()
        try write(key, to: path)
        return key
    }

    /// Writes a key to a new file.
    ///
    /// Throws: `KeyFileError.exists` when there is a file of that name, or `FileError`.
    package static func write(_ key: SigningKey, to path: FilePath) throws {
        let (folder, name) = try place(of: path)
        let file = try PendingFile(in: folder, mode: 0o600)
        try file.write(Array(key.pem.utf8))
        do {
            try file.commit(as: name, replacing: false)
        } catch  where error.isExisting {
            throw KeyFileError.exists(path.string)
        }
    }

    /// Reads a key; the path may be a link, as secrets that are mounted into containers are.
    ///
    /// Throws: `KeyFileError.unusable` when it is no key, or `FileError`.
    package static func read(_ path: FilePath) throws -> SigningKey {
        let bytes = try readAll(path)
        do {
            return try SigningKey(pem: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw KeyFileError.unusable(path.string, error)
        }
    }

    /// Whether users other than its owner may read the file.
    package static func isExposed(_ path: FilePath) throws(FileError) -> Bool {
        let (folder, name) = try place(of: path)
        return try folder.permissions(of: name) & 0o077 != 0
    }

    private static func readAll(_ path: FilePath) throws(FileError) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            return try file.closeAfter {
                var bytes = [UInt8](repeating: 0, count: limit)
                let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
                return Array(bytes[..<count])
            }
        } catch {
            throw .system(action: "read", path: path.string, error as? Errno ?? .ioError)
        }
    }

    private static func place(of path: FilePath) throws(FileError) -> (Folder, String) {
        guard let name = path.lastComponent?.string else { throw .badName(path.string) }
        let parent = path.removingLastComponent()
        return (try Folder(parent.isEmpty ? "." : parent), name)
    }
}

/// Why a key file cannot be made or used.
package enum KeyFileError: Diagnosable, Equatable {
    case exists(String)
    case unusable(String, KeyError)
    case noRoot(String)
    case badRoot(String, TrustError)

    package var description: String {
        switch self {
        case .exists(let path): "'\(path)' exists, and a key is never overwritten"
        case .unusable(let path, let error): "'\(path)' holds no key that can sign: \(error)"
        case .noRoot(let path): "'\(path)' has no root metadata, '1.root.json'"
        case .badRoot(let path, let error): "'\(path)' is no root of this repository: \(error)"
        }
    }

    package var hint: String? {
        switch self {
        case .exists: "choose another name; hosts trust a repository by its key"
        case .unusable(_, .encrypted): "decrypt it with 'openssl pkey' first"
        case .unusable, .noRoot: "make new keys with 'veneer key generate FOLDER'"
        case .badRoot: "put the file back that was signed"
        }
    }
}
