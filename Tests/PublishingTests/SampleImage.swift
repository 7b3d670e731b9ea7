import Files
import Crypto
import EROFS
import FoundationEssentials
import Glibc
import Model
import SystemPackage
import Testing
import Transfer

/// An image with its provenance, as a build leaves them, or with one thing wrong.
struct SampleImage {
    var name = "htop"
    var version = "3.4.1-1"
    var release = "12"
    var content = "an image"
    var releaseFile = "ID=debian\nVERSION_ID=12\nARCHITECTURE=x86-64\n"
    /// The names of its release files; nothing for one of its own name.
    var releaseNames: [String]?
    var units = ["htop.service"]
    var hasOSRelease = false
    /// Further documents beside it, by their endings; `SHA256` in them becomes the image's checksum.
    var documents: [ImageDocument: String] = [:]

    /// The file name without its ending.
    var stem: String { "\(name)-\(version)-\(release)-x86-64" }

    /// Writes both files.
    func write(to folder: FilePath) throws {
        let bytes = try image()
        let folder = try Folder.making(folder)
        try folder.write(bytes, to: "\(stem).raw")
        try folder.write(try provenance(of: bytes), to: "\(stem).json")
        let checksum = Checksum(prefix: SHA256.hash(data: bytes)).hex
        for (document, text) in documents {
            let parts = text.split(separator: "SHA256", omittingEmptySubsequences: false)
            try folder.write(
                Array(parts.joined(separator: checksum).utf8),
                to: "\(stem).\(document.rawValue)"
            )
        }
    }

    /// The image's bytes.
    func image() throws -> [UInt8] {
        var template = Array("/var/tmp/veneer-sample-XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        unlink(template)
        let file = FileDescriptor(rawValue: number)
        return try file.closeAfter {
            let writer = try Writer(output: file, options: WriterOptions(threads: 1))
            for (path, text) in files {
                try writer.addFile(
                    ImagePath(path),
                    metadata: Metadata(permissions: 0o644),
                    content: Array(text.utf8)
                )
            }
            let size = Int(try writer.finish().size)
            var bytes = [UInt8](repeating: 0, count: size)
            let count = try bytes.withUnsafeMutableBytes {
                try file.read(fromAbsoluteOffset: 0, into: $0)
            }
            #expect(count == size)
            return bytes
        }
    }

    private var files: [(String, String)] {
        // More than fits one block.
        let padding = String(repeating: " ", count: 8192)
        var files = [("/usr/bin/\(name)", content + padding)]
        files += (releaseNames ?? [name]).map {
            ("/usr/lib/extension-release.d/extension-release.\($0)", releaseFile)
        }
        files += units.map { ("/usr/lib/systemd/system/\($0)", "[Service]\n") }
        if hasOSRelease { files.append(("/usr/lib/os-release", "ID=debian\n")) }
        return files
    }

    /// The provenance of these bytes.
    func provenance(of bytes: [UInt8]) throws -> [UInt8] {
        let checksum = Checksum(prefix: SHA256.hash(data: bytes))
        let provenance = ImageProvenance(
            name: try #require(ExtensionName(name)),
            summary: "The \(name) program",
            version: try #require(ImageVersion(version)),
            packageVersion: try #require(EVR(version)),
            revision: 0,
            release: try #require(ReleaseLabel(release)),
            architecture: .x86_64,
            checksum: checksum,
            size: Int64(bytes.count),
            inputs: checksum,
            content: nil,
            recipe: checksum,
            base: .init(
                os: OSRelease(id: "debian", versionID: "12"),
                digest: checksum,
                packageCount: 7
            ),
            packages: [],
            units: units,
            builder: ["program": "a test"]
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Array(try encoder.encode(provenance))
    }
}
