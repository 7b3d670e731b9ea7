package import SystemPackage

/// A package whose digests hold and whose signature is as the policy demands; nothing else makes one.
package struct VerifiedPackage: Sendable {
    package let path: FilePath
    package let signature: PackageSignature
    package let header: PackageHeader
    /// What the file was when it was verified.
    let status: FileStatus
}
