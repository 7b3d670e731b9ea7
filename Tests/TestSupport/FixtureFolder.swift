package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What `Fixtures/` makes: packages, repositories, a base root.
package enum FixtureFolder {
    /// The folder that they are in, or nothing when they were not made.
    package static let path: FilePath? = {
        if let named = getenv("VENEER_FIXTURES") { return FilePath(String(cString: named)) }
        let folder = checkout.appending(".build-fixtures")
        return access(folder.appending("stamps").string, R_OK) == 0 ? folder : nil
    }()

    /// The root of the checkout.
    package static var checkout: FilePath {
        FilePath(#filePath).removingLastComponent().removingLastComponent()
            .removingLastComponent()
    }

    /// The path of a fixture.
    ///
    /// Throws: `Errno.noSuchFileOrDirectory` when the fixtures were not made.
    package static func appending(_ name: String) throws -> FilePath {
        guard let path else { throw Errno.noSuchFileOrDirectory }
        return path.appending(name)
    }

    /// Whether this process may mount.
    package static var isRoot: Bool { geteuid() == 0 }
}

/// Whether a file is there and can be read.
package func isReadable(_ path: FilePath) -> Bool { access(path.string, R_OK) == 0 }
