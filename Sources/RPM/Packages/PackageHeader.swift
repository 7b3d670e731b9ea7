/// What a package says of itself.
package struct PackageHeader: Hashable, Sendable {
    package let nevra: NEVRA
    package let summary: String?
    /// The license expression, as the packager wrote it.
    package let license: String?
    package let group: String?
    package let vendor: String?
    package let url: String?
    /// The source package that it was built from; nothing for a source package.
    package let sourcePackage: String?
    /// Seconds since 1970.
    package let buildTime: UInt64?
    package let scriptlets: [Scriptlet]
    package let provides: [PackageDependency]
    package let requires: [PackageDependency]
    /// Every file, in the header's order; ghosts are among them, though the payload lacks them.
    package let files: [FileEntry]
    /// How the payload is packed: `zstd`, `xz`, `gzip`, `bzip2`, `lzma` or nothing.
    let payloadCompression: String?
    let payloadFormat: String
}
