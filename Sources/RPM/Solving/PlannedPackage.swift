/// One package to fetch, and what proves it.
package struct PlannedPackage: Hashable, Sendable {
    /// Why a package is in a plan.
    package enum Reason: Hashable, Sendable {
        /// It was asked for, in these words.
        case requested(String)
        /// Another package of the plan needs it.
        case required(by: NEVRA, dependency: String)
        /// Another package of the plan recommends it.
        case recommended(by: NEVRA)
        /// The solver found it needed in combination with others.
        case dependency

        /// The package that brings it in.
        package var parent: NEVRA? {
            switch self {
            case .required(let parent, _), .recommended(let parent): parent
            case .requested, .dependency: nil
            }
        }
    }

    package let nevra: NEVRA
    /// The id of the repository that has it.
    package let repository: String
    /// The path or address of the file, below ``base`` or else below the repository's base.
    package let location: String
    /// The address that the repository gives for this package, when it is not its own.
    package let base: String?
    package let checksum: FileChecksum
    /// The file's size in bytes.
    package let size: UInt64
    /// The size of what it installs, in bytes.
    package let installedSize: UInt64
    package let reason: Reason
    package let summary: String?
    package let license: String?
    /// The source package that it was built from, such as `htop-3.3.0-5.fc43.src.rpm`.
    package let sourcePackage: String?

    /// The file's name, which is safe to use in a folder.
    package var fileName: String {
        String(location.split(separator: "/").last ?? "")
    }
}
