import Foundation
import SELinux
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Labels as SELinux's own tools have them",
    .enabled(if: RealContexts.path != nil, "no '../shared/data/selinux' beside the checkout")
)
struct JudgedLabelTests {
    private static let count = 5000

    @Test(
        "setfiles gives 5,000 hollow files the same labels",
        .enabled(
            if: FixtureFolder.isRoot && Command.exists("setfiles"),
            "needs root, and setfiles (policycoreutils)"
        )
    )
    func setfiles() async throws {
        let contexts = try #require(RealContexts.path)
        let hollow = try await HollowRoot(count: Self.count)
        let labeler = try Labeler(RealContexts.read())
        try await withTemporaryFolder { folder in
            let root = folder.appending("root")
            try hollow.make(in: root)
            // Nothing has a label yet, so it tells of every one that it gives.
            let told = try await Command.run(
                "setfiles",
                "-F",
                "-v",
                "-r",
                root.string,
                contexts.string,
                root.string
            ).check()
            var judged: [String: String] = [:]
            for line in told.split(separator: "\n") {
                guard line.hasPrefix("Relabeled \(root)"),
                    let middle = line.range(of: " from (null) to ")
                else { continue }
                let path = line[..<middle.lowerBound].dropFirst("Relabeled \(root)".count)
                judged[path.isEmpty ? "/" : String(path)] = String(line[middle.upperBound...])
            }
            #expect(judged.count > Self.count)
            #expect(judged["/"] == (try labeler.label(of: "/", .directory))?.description)
            for (path, kind) in hollow.files {
                let label = try labeler.label(of: path, kind)?.description
                #expect(label == judged[path], "\(path)")
            }
        }
    }

    @Test(
        "matchpathcon gives 5,000 paths of every kind the same labels",
        .enabled(if: Command.exists("matchpathcon"), "needs matchpathcon (selinux-utils)"),
        arguments: [
            (LabelledKind.file, "file"), (.directory, "dir"), (.link, "symlink"), (.pipe, "pipe"),
            (.characterDevice, "chr_file"), (.blockDevice, "blk_file"), (.socket, "sock_file"),
        ]
    )
    func matchpathcon(_ kind: LabelledKind, _ mode: String) async throws {
        let contexts = try #require(RealContexts.path)
        let paths = try await HollowRoot(count: Self.count).files.map(\.path)
        let labeler = try Labeler(RealContexts.read())
        for start in stride(from: 0, to: paths.count, by: 1000) {
            let some = Array(paths[start..<min(start + 1000, paths.count)])
            let judged = try await Command.run(
                "matchpathcon",
                ["-n", "-m", mode, "-f", contexts.string] + some
            ).check().split(separator: "\n")
            try #require(judged.count == some.count)
            for (path, judged) in zip(some, judged) {
                let label = try labeler.label(of: path, kind)?.description ?? "<<none>>"
                #expect(label == judged, "\(path)")
            }
        }
    }

    @Test func `a path is as the host sees it`() throws {
        let labeler = try Labeler(RealContexts.read())
        #expect(try labeler.label(of: "/usr/lib64/libc.so.6", .file)?.type == "lib_t")
        #expect(try labeler.label(of: "/usr/bin/passwd", .file)?.type == "passwd_exec_t")
        #expect(try labeler.label(of: "/tmp/x", .file) == nil)
    }

    @Test func `the side files count`() throws {
        var contexts = try RealContexts.read()
        contexts.sides[".subs_dist"] = nil
        let labeler = try Labeler(contexts)
        // A name that no rule of its own matches: it is the rule for /usr/lib that makes it a library's.
        #expect(
            try Labeler(RealContexts.read()).label(of: "/usr/lib64/demo/data", .file)?.type
                == "lib_t"
        )
        #expect(try labeler.label(of: "/usr/lib64/demo/data", .file)?.type == "usr_t")
    }
}
