import Crypto
import Model
import TUF
import Transfer

extension MetaFile {
    /// The entry of a metadata file, with its length and SHA-256.
    init(version: Int64, describing bytes: [UInt8]) {
        let digest = Checksum(SHA256.hash(data: bytes))
        self.init(
            version: version,
            length: Int64(bytes.count),
            hashes: ["sha256": digest.hex]
        )
    }
}

extension TargetFile {
    /// The entry of an image: its facts are the target's `custom`.
    ///
    /// Throws: `IndexError.malformed`.
    init(_ image: PublishedImage) throws {
        self.init(
            length: image.size,
            hashes: ["sha256": image.checksum.hex],
            custom: try JSONValue(parsing: image.json())
        )
    }
}

extension PublishedImage {
    /// The image that an extension's role lists under a path.
    ///
    /// Throws: `IndexError.malformed` also when the entry's length and hash are not the image's.
    init(path: String, _ file: TargetFile) throws(IndexError) {
        guard let custom = file.custom else { throw .malformed("'\(path)' is not described") }
        try self.init(json: Array(custom.text().utf8), path: path)
        guard file.length == size, file.hashes["sha256"] == checksum.hex else {
            throw .malformed("'\(path)' is described as another file")
        }
    }
}
