package import SystemPackage

/// A package file that nothing is known about yet.
///
/// All that can be done with it is to verify it; names and contents are had from the ``VerifiedPackage`` alone.
package struct PackageFile: Hashable, Sendable {
    package let path: FilePath

    /// Names a file; it is not opened.
    package init(_ path: FilePath) {
        self.path = path
    }

    /// Checks size and checksum against the repository's word, then digests and signature.
    ///
    /// - Parameters:
    ///   - keyring: The keys that may have signed it.
    ///   - policy: Whether a signature is required.
    ///   - checksum: What the whole file must hash to, when the caller has not checked that while it fetched the file.
    ///   - size: The file's size in bytes, when it is known.
    /// - Returns: The package, fit for use.
    /// - Throws: ``PackageFileError`` or ``LibrpmError``.
    package func verified(
        by keyring: Keyring,
        policy: SignaturePolicy,
        checksum: FileChecksum? = nil,
        size: UInt64? = nil
    ) throws -> VerifiedPackage {
        do {
            let descriptor = try Descriptor(reading: path)
            let status = try FileStatus(of: descriptor.raw)
            if let size, size != status.size {
                throw PackageFileError.wrongSize(path, expected: size, actual: status.size)
            }
            if let checksum {
                let actual = try FileChecksum(of: descriptor.raw, algorithm: checksum.algorithm)
                guard actual == checksum else {
                    throw PackageFileError.wrongChecksum(path, expected: checksum, actual: actual)
                }
            }
            let verifier = PackageVerifier(path: path, keyring: keyring, policy: policy)
            let (signature, header) = try verifier.verify(descriptor.raw)
            guard try FileStatus(of: descriptor.raw) == status else {
                throw PackageFileError.changed(path)
            }
            return VerifiedPackage(
                path: path,
                signature: signature,
                header: header,
                status: status
            )
        } catch let error as Errno {
            throw PackageFileError.unreadable(path, cause: error)
        }
    }
}
