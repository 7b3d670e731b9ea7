package import Files
package import SystemPackage

/// A downloaded file whose size and digest are as expected; it has no name yet.
///
/// Only a download makes one, so whoever takes this type need not check the bytes again.
package struct VerifiedFile: Sendable {
    private let file: PendingFile
    /// In bytes.
    package let size: Int64
    package let digest: ContentDigest

    init(file: PendingFile, size: Int64, digest: ContentDigest) {
        self.file = file
        self.size = size
        self.digest = digest
    }

    /// For reading the file before it has a name; open as long as this value lives.
    package var descriptor: FileDescriptor { file.descriptor }

    /// Makes the file durable and gives it its name in the folder it was downloaded into.
    ///
    /// Throws: `FileError`; the folder is unchanged then.
    package func commit(as name: String) throws(FileError) { try file.commit(as: name) }
}
