import SELinux
import SystemPackage
import TestSupport
import Testing

/// The file contexts of a real system's policy, kept beside the checkout.
enum RealContexts {
    static let path: FilePath? = {
        let path = FixtureFolder.checkout.appending("../shared/data/selinux/file_contexts")
        return isReadable(path) ? path : nil
    }()

    static func read() throws -> FileContexts {
        let path = try #require(path)
        var files: [String: [UInt8]] = [:]
        for suffix in [""] + FileContexts.suffixes {
            let file = FilePath(path.string + suffix)
            if isReadable(file) { files[suffix] = try bytes(of: file) }
        }
        return try #require(FileContexts(files: files))
    }
}

/// The bytes of a file.
func bytes(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
        var bytes: [UInt8] = []
        let size = Int(try file.seek(offset: 0, from: .end))
        try file.seek(offset: 0, from: .start)
        while bytes.count < size {
            var piece = [UInt8](repeating: 0, count: size - bytes.count)
            let count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return bytes
    }
}

/// Writes a file.
func write(_ bytes: [UInt8], to path: FilePath) throws {
    let file = try FileDescriptor.open(
        path,
        .writeOnly,
        options: [.create, .truncate],
        permissions: .ownerReadWrite
    )
    try file.closeAfter { _ = try file.writeAll(bytes) }
}
