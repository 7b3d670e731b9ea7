import CSolv
import Glibc
import Model
import SystemPackage

/// A folder of parsed metadata, so that the next run need not parse it.
///
/// A file is a magic, a cookie that says what it was made from, the SHA-256 of the rest, and the rest in libsolv's own
/// format. libsolv trusts such files blindly, hence the checksum.
struct SolvCache: Sendable {
    private static let magic = Array("VNRSOLV1".utf8)
    private static let headerLength = 8 + 32 + 32

    let folder: FilePath

    /// The same folder, for tables of packages.
    var tables: TableCache { TableCache(folder: folder) }

    /// A value that changes whenever cached files must not be used any more.
    static func cookie(of files: [MetadataFile]) throws -> [UInt8] {
        try cookie(of: files.map { $0.checksum.map(\.description) ?? "-" }.joined(separator: "\n"))
    }

    /// The value for inputs that a text describes.
    static func cookie(of inputs: String) throws -> [UInt8] {
        var digest = try FileDigest(.sha256)
        let text = "2 \(LIBSOLV_VERSION_STRING)\n\(inputs)"
        unsafe Array(text.utf8).withUnsafeBytes { unsafe digest.update($0) }
        return digest.finish()
    }

    /// Whether there is a file made from these inputs; it may still turn out to be broken.
    func has(_ name: String, cookie: [UInt8]) -> Bool {
        // Whatever is wrong with a cached file, the remedy is to make it anew.
        guard let file = try? Descriptor(reading: folder.appending(name)),
            let header = try? Self.header(of: file.raw)
        else { return false }
        return header.cookie == cookie
    }

    /// The stream of a file made from these inputs, or nothing when it is missing, stale or broken.
    func open(_ name: String, cookie: [UInt8]) -> SolvFile? {
        // As above: the caller parses the metadata instead.
        guard let file = try? Descriptor(reading: folder.appending(name)),
            let header = try? Self.header(of: file.raw), header.cookie == cookie,
            let checksum = try? FileChecksum(of: file.raw, algorithm: .sha256),
            checksum.hex == Hexadecimal.text(header.digest),
            (try? file.raw.seek(offset: Int64(Self.headerLength), from: .start)) != nil
        else { return nil }
        return try? SolvFile(file, mode: "r")
    }

    /// The bytes of a file made from these inputs, or nothing when it is missing, stale or broken.
    func read(_ name: String, cookie: [UInt8]) -> [UInt8]? {
        open(name, cookie: cookie)?.readAll(limit: 1 << 24)
    }

    /// Writes a file beside its place and moves it there.
    ///
    /// Throws ``SolvCacheError``.
    func store(
        _ name: String,
        cookie: [UInt8],
        write: (borrowing SolvFile) -> Bool
    ) throws(SolvCacheError) {
        let temporary = folder.appending(".\(name).\(getpid())")
        do {
            let descriptor = try FileDescriptor.open(
                temporary,
                .readWrite,
                options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
            let file = try SolvFile(Descriptor(owning: descriptor), mode: "w+")
            try fill(file, cookie: cookie, write: write)
            try Self.rename(temporary, to: folder.appending(name))
        } catch {
            _ = unsafe unlink(temporary.string)
            throw SolvCacheError(path: folder.appending(name), cause: error)
        }
    }

    private func fill(
        _ file: borrowing SolvFile,
        cookie: [UInt8],
        write: (borrowing SolvFile) -> Bool
    ) throws {
        let descriptor = file.descriptor
        try descriptor.writeAll(Self.magic + cookie + [UInt8](repeating: 0, count: 32))
        guard write(file) else { throw Errno.ioError }
        try file.flush()
        try descriptor.seek(offset: Int64(Self.headerLength), from: .start)
        let checksum = try FileChecksum(of: descriptor, algorithm: .sha256)
        let digest = Hexadecimal.bytes(checksum.hex) ?? []
        try descriptor.writeAll(
            toAbsoluteOffset: Int64(Self.headerLength - digest.count),
            digest
        )
        guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }

    private static func rename(_ old: FilePath, to new: FilePath) throws {
        guard unsafe Glibc.rename(old.string, new.string) == 0 else { throw Errno(rawValue: errno) }
    }

    private static func header(
        of file: FileDescriptor
    ) throws -> (cookie: [UInt8], digest: [UInt8])? {
        var bytes = [UInt8](repeating: 0, count: headerLength)
        let count = try unsafe bytes.withUnsafeMutableBytes { unsafe try file.read(into: $0) }
        guard count == headerLength, Array(bytes.prefix(8)) == magic else { return nil }
        return (Array(bytes[8..<40]), Array(bytes[40..<72]))
    }
}
