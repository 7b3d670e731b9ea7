import Foundation
import SystemPackage
import Testing

@testable import RPM

/// Where test data lies: files of the real world beside the checkout, and what `Fixtures/` makes inside of it.
enum Samples {
    static let checkout: URL = {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    static let data = checkout.appending(path: "../shared/data").standardizedFileURL
    static let hasData = FileManager.default.fileExists(atPath: data.path)

    static let fixtures =
        ProcessInfo.processInfo.environment["VENEER_FIXTURES"].map { URL(filePath: $0) }
        ?? checkout.appending(path: ".build-fixtures")
    static let hasFixtures =
        FileManager.default.fileExists(atPath: fixtures.appending(path: "repo/repodata").path)
        && FileManager.default.fileExists(
            atPath: fixtures.appending(path: "base/usr/lib/sysimage/rpm").path
        )

    static func data(_ path: String) -> FilePath { FilePath(data.appending(path: path).path) }
    static func fixture(_ path: String) -> FilePath {
        FilePath(fixtures.appending(path: path).path)
    }

    /// dnf 5 is also called `dnf`, but has another library.
    static let hasDNF: Bool = {
        let manager = FileManager.default
        let folders = ((try? manager.contentsOfDirectory(atPath: "/usr/lib")) ?? [])
            .filter { $0.hasPrefix("python3") }
        return folders.contains { folder in
            ["dist-packages", "site-packages"].contains {
                manager.fileExists(atPath: "/usr/lib/\(folder)/\($0)/dnf/base.py")
            }
        }
    }()

    /// Whether a program can be run.
    static func has(_ program: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}

/// The reasons for skipping, as the test report shows them.
enum Needs {
    static let data: ConditionTrait = .enabled(
        if: Samples.hasData,
        "needs ../shared/data beside the checkout"
    )
    static let fixtures: ConditionTrait = .enabled(
        if: Samples.hasFixtures,
        "needs Fixtures/packages and Fixtures/base to have run"
    )

    static func program(_ name: String) -> ConditionTrait {
        .enabled(if: Samples.has(name), "needs the program '\(name)'")
    }
}
