package import Files

/// A downloaded file that nothing proves: whoever takes it has to check it, or has to have been told that nobody does.
package struct UnprovenFile: Sendable {
    private let file: PendingFile
    /// In bytes.
    package let size: Int64
    /// What it hashes to: a name for it, no proof.
    package let digest: ContentDigest

    init(file: PendingFile, size: Int64, digest: ContentDigest) {
        self.file = file
        self.size = size
        self.digest = digest
    }

    /// Makes the file durable and gives it its name in the folder it was downloaded into.
    ///
    /// Throws: `FileError`; the folder is unchanged then.
    package func commit(as name: String) throws(FileError) { try file.commit(as: name) }
}
