import Foundation
import SystemPackage

@testable import RPM

/// A repository that consists of an index and one file.
enum TinyRepository {
    /// Writes a file and a `repomd.xml` that names it as the primary metadata, with its right size and checksum.
    static func write(_ bytes: [UInt8], as name: String, in folder: FilePath) throws {
        let repodata = folder.appending("repodata")
        try FileManager.default.createDirectory(
            atPath: repodata.string,
            withIntermediateDirectories: true
        )
        let file = repodata.appending(name)
        try Data(bytes).write(to: URL(filePath: file.string))
        let checksum = try FileChecksum(of: file)
        let index = """
            <?xml version="1.0" encoding="UTF-8"?>
            <repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="primary">
            <checksum type="sha256">\(checksum.hex)</checksum>
            <location href="repodata/\(name)"/><size>\(bytes.count)</size></data></repomd>
            """
        try Data(index.utf8).write(to: URL(filePath: repodata.appending("repomd.xml").string))
    }
}
