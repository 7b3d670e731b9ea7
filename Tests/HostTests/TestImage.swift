import EROFS
import Glibc
import SystemPackage
import Testing

/// What is in an image made for a test, or what is wrong with it.
enum TestImage: String, CaseIterable, CustomTestStringConvertible {
    case good
    case otherReleaseName = "release file of another name"
    case twoReleaseFiles = "two release files"
    case noReleaseFile = "no release file"
    case osRelease = "an os-release of its own"
    case cut = "cut short"
    case empty = "one byte of nothing"
    case flipped = "a flipped bit in the superblock"

    var testDescription: String { rawValue }

    func bytes(name: String, version: String, release: String) throws -> [UInt8] {
        var bytes = try image(name: name, version: version, release: release)
        switch self {
        case .cut: bytes.removeLast(bytes.count - 1500)
        case .empty: bytes = [0]
        case .flipped: bytes[1024 + 40] ^= 1
        default: break
        }
        return bytes
    }

    private func image(name: String, version: String, release: String) throws -> [UInt8] {
        let path = "/var/tmp/veneer-image-\(UInt64.random(in: 0...UInt64.max))"
        let file = try FileDescriptor.open(
            FilePath(path),
            .readWrite,
            options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite
        )
        defer {
            // The file has no name any more and goes with its descriptor.
            try? file.close()
        }
        unlink(path)
        let writer = try Writer(output: file, options: WriterOptions(threads: 1))
        let metadata = Metadata(permissions: 0o755)
        func add(_ path: String, _ text: String) throws {
            try writer.addFile(ImagePath(path), metadata: metadata, content: Array(text.utf8))
        }
        try add("/usr/bin/\(name)", "#!/bin/sh\necho \(name) \(version)\n")
        let folder = "/usr/lib/extension-release.d/extension-release."
        switch self {
        case .noReleaseFile: break
        case .otherReleaseName: try add(folder + "stranger", release)
        case .twoReleaseFiles:
            try add(folder + name, release)
            try add(folder + "stranger", release)
        default: try add(folder + name, release)
        }
        if self == .osRelease { try add("/usr/lib/os-release", "ID=debian\n") }
        _ = try writer.finish()
        return try read(file)
    }

    private func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { buffer in
                try file.read(fromAbsoluteOffset: Int64(bytes.count), into: buffer)
            }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
        }
    }
}
