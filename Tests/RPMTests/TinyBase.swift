import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// A base that is no more than a real RPM database.
enum TinyBase {
    /// Builds the packages with rpmbuild and enters them into a database below a folder; nothing of them is unpacked.
    static func make(_ packages: [TinyPackage], in folder: FilePath) async throws -> BaseDatabase {
        let files = try await build(packages, in: folder)
        let root = folder.appending("root")
        try FileManager.default.createDirectory(
            atPath: root.appending("usr/lib/sysimage/rpm").string,
            withIntermediateDirectories: true
        )
        // Debian's rpm asks for a word before it installs anything, other distributions' do not know that word.
        let script = """
            word=$(rpm --help | grep -o -e '--force-debian' | head -n 1)
            exec rpm --root "$1" --dbpath /usr/lib/sysimage/rpm $word --nosignature --ignorearch \
                --install --justdb --nodeps $2
            """
        _ = try await output(
            "sh",
            "-c",
            script,
            "sh",
            root.string,
            files.map(\.string).joined(separator: " ")
        )
        return try BaseDatabase(root: root)
    }

    /// Builds packages of no files, all of one architecture.
    static func build(_ packages: [TinyPackage], in folder: FilePath) async throws -> [FilePath] {
        let architecture = packages.first?.architecture ?? "noarch"
        let spec = """
            Name: tiny
            Version: 1
            Release: 1
            Summary: Tiny
            License: MIT
            %description
            Tiny.

            """ + packages.map(\.specification).joined()
        let path = folder.appending("tiny.spec")
        try Data(spec.utf8).write(to: URL(filePath: path.string))
        let build = folder.appending("build")
        _ = try await output(
            "sh",
            "-c",
            """
            exec rpmbuild -bb --quiet --nodeps --target \(architecture) --define "_topdir $2" \
                --define '_rpmfilename %%{NAME}.rpm' --define '_dbpath %{_topdir}/db' "$1"
            """,
            "sh",
            path.string,
            build.string
        )
        return packages.map { build.appending("RPMS/\($0.name).rpm") }
    }
}

extension TinyPackage {
    /// The package as a part of a spec file.
    fileprivate var specification: String {
        let relations = [
            ("Provides", provides), ("Requires", requires), ("Conflicts", conflicts),
            ("Obsoletes", obsoletes),
        ].flatMap { tag, values in values.map { "\(tag): \($0)\n" } }.joined()
        return """
            %package -n \(name)
            Version: \(version)
            Release: 1
            Summary: Tiny
            \(relations)%description -n \(name)
            Tiny.
            %files -n \(name)

            """
    }
}
