import Foundation
import SystemPackage

@testable import RPM

/// A repository that consists of an index and a few files.
enum TinyRepository {
    /// One `<data>` of the index, and its file.
    struct Record {
        var kind: String
        var name: String
        var bytes: [UInt8]
        /// Further elements of the record.
        var extra = ""
    }

    /// Writes a file and a `repomd.xml` that names it as the primary metadata, with its right size and checksum.
    static func write(_ bytes: [UInt8], as name: String, in folder: FilePath) throws {
        try write([Record(kind: "primary", name: name, bytes: bytes)], in: folder)
    }

    /// Writes files and a `repomd.xml` that names them all.
    static func write(_ records: [Record], in folder: FilePath) throws {
        let repodata = folder.appending("repodata")
        try FileManager.default.createDirectory(
            atPath: repodata.string,
            withIntermediateDirectories: true
        )
        var index = """
            <?xml version="1.0" encoding="UTF-8"?>
            <repomd xmlns="http://linux.duke.edu/metadata/repo">

            """
        for record in records {
            let file = repodata.appending(record.name)
            try Data(record.bytes).write(to: URL(filePath: file.string))
            let checksum = try FileChecksum(of: file)
            index += """
                <data type="\(record.kind)"><checksum type="sha256">\(checksum.hex)</checksum>
                <location href="repodata/\(record.name)"/><size>\(record.bytes.count)</size>
                \(record.extra)</data>

                """
        }
        index += "</repomd>\n"
        try Data(index.utf8).write(to: URL(filePath: repodata.appending("repomd.xml").string))
    }

    /// Writes a repository of packages.
    static func write(_ packages: [TinyPackage], in folder: FilePath) throws {
        try write(Array(TinyPackage.primary(packages).utf8), as: "primary.xml", in: folder)
    }
}
