/// The version of this program.
enum BuildVersion {
    /// Set by hand at each release, in step with `CHANGELOG.md`.
    static let current = "0.1.0"
}
