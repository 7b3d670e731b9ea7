package import SystemPackage
package import Testing

/// The public validators and servers that `Fixtures/judges` installs.
package enum Judges {
    /// Whether they were installed.
    package static var areThere: Bool { python.map(isReadable) ?? false }
    /// Why tests are skipped without them.
    package static let reason: Comment = "the validators are not installed (Fixtures/judges)"

    /// The interpreter that knows them.
    package static var python: FilePath? { FixtureFolder.path?.appending("judges/bin/python") }
}
