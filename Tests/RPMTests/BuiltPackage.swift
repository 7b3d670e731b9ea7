import Foundation
import SystemPackage
import Testing

@testable import RPM

/// A package that a test builds with rpmbuild.
enum BuiltPackage {
    /// Builds a package `variant-1-1.noarch` in a folder.
    ///
    /// - Parameters:
    ///   - folder: An empty folder, for the spec, the build and the result.
    ///   - defines: Macros such as `_binary_payload w9.gzdio`.
    ///   - tags: Further lines of the spec's head, such as `Provides: this`.
    ///   - install: Shell lines that fill `$R`.
    ///   - files: The lines of `%files`.
    /// - Returns: Where the package lies.
    /// - Throws: Whatever keeps rpmbuild from running.
    static func build(
        in folder: FilePath,
        defines: [String] = [],
        tags: String = "",
        install: String,
        files: String
    ) async throws -> FilePath {
        let spec = """
            Name: variant
            Version: 1
            Release: 1
            Summary: Something to read
            License: MIT
            BuildArch: noarch
            \(tags)
            %description
            Something to read.
            %install
            R=%{buildroot}
            \(install)
            %files
            \(files)
            """
        let path = folder.appending("variant.spec")
        try Data(spec.utf8).write(to: URL(filePath: path.string))
        let macros = (defines + ["_topdir \(folder.appending("build"))", "__brp_compress %{nil}"])
            .map { "--define '\($0)'" }.joined(separator: " ")
        _ = try await output("sh", "-c", "rpmbuild -bb --quiet \(macros) \"$1\"", "sh", path.string)
        return folder.appending("build/RPMS/noarch/variant-1-1.noarch.rpm")
    }
}
