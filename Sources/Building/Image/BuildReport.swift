package import Model

/// What a build made.
package struct BuildReport: Codable, Sendable {
    /// Whether it was built now; otherwise an earlier image is what the recipe, the packages and the base give.
    package let isNew: Bool
    /// The image's file name.
    package let image: String
    /// The image's path.
    package let path: String
    package let name: ExtensionName
    package let version: ImageVersion
    package let release: ReleaseLabel
    package let architecture: Architecture
    /// In bytes.
    package let size: Int64
    package let checksum: Checksum
    /// As `name-[epoch:]version-release.arch`, sorted.
    package let packages: [String]
    /// What somebody should know, though it stopped nothing.
    package let findings: [Finding]
    /// What became of the packages' scripts, in the order of the packages.
    package let scriptlets: [ScriptletVerdict]
    /// What a host has to do after a merge, sorted.
    package let hostTasks: [HostTask]
}
