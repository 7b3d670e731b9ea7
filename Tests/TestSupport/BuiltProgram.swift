package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The program that was built beside the test bundle, run as a process of its own.
package enum BuiltProgram {
    /// Where it is, whether or not it was built.
    package static let path: FilePath = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = max(0, readlink("/proc/self/exe", &buffer, 4095))
        let bundle = FilePath(
            String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
        return bundle.removingLastComponent().appending("veneer")
    }()

    /// Whether it was built.
    package static var isThere: Bool { access(path.string, X_OK) == 0 }

    /// Whether it was built, and there are packages to build images from.
    package static var canBuild: Bool { isThere && FixtureFolder.path != nil }

    /// Runs it to its end; a non-zero exit is a result, not an error.
    package static func run(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> Command.Result {
        try await Command.run(path.string, arguments, environment: environment)
    }
}
