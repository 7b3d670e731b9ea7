import EROFS
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Images that mkfs.erofs made, read by us.
@Suite(.enabled(if: Judges.mkfs, Judges.needsMkfs))
struct ForeignImageTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var testDescription: String {
            arguments.isEmpty ? "plain" : arguments.joined(separator: " ")
        }
        init(_ arguments: String...) { self.arguments = arguments }
    }

    static let settings = [
        Setting(), Setting("-zlz4"), Setting("-zlz4", "-C65536"),
        Setting("-zlz4hc,12", "-C65536"), Setting("-zlz4hc", "-C1048576"),
        Setting("-zlz4", "-Elegacy-compress"), Setting("-zlz4hc", "-Elegacy-compress", "-C16384"),
        Setting("-zlz4hc", "-Eztailpacking"), Setting("-zlz4hc", "-C65536", "-Eztailpacking"),
        Setting("-Eforce-inode-extended"), Setting("-Enoinline_data"), Setting("-x-1"),
        Setting("--chunksize=4096"), Setting("--chunksize=65536"),
    ]

    @Test("the reader sees the source", arguments: settings)
    func read(setting: Setting) async throws {
        try await withTemporaryFolder { folder in
            let source = folder.appending("source")
            try await Self.makeSource(source)
            let image = folder.appending("image")
            try await Command.run(
                "mkfs.erofs",
                ["--quiet"] + setting.arguments + [image.string, source.string]
            ).check()
            var expected = try await DiskFacts.read(source)
            if setting.arguments == ["-x-1"] {
                for path in expected.keys { expected[path]?.attributes = [] }
            }
            try withReader(image) { reader in
                expectSame(try reader.facts(), expected)
                #expect(reader.check() == [])
                #expect(reader.superblock.record == nil)
            }
        }
    }

    /// Newer tools than Debian 12's pack tails of files into one inode.
    static let knowsFragments: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["mkfs.erofs", "--version"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        // A tool that cannot be run knows nothing; the suite's condition reports that.
        guard (try? process.run()) != nil else { return false }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let words = String(decoding: output, as: UTF8.self).split { " \n".contains($0) }
        let minor = words.lazy.compactMap { word in
            word.hasPrefix("1.") ? Int(word.split(separator: ".")[1]) : nil
        }
        return (minor.first ?? 0) >= 6
    }()

    @Test(
        "fragments are read",
        .enabled(if: knowsFragments, "needs mkfs.erofs 1.6 or later"),
        arguments: [
            Setting("-zlz4hc", "-Efragments"), Setting("-zlz4hc,12", "-C65536", "-Eall-fragments"),
            Setting("-zlz4hc", "-C65536", "-Efragments,ztailpacking"),
            Setting("-zlz4hc", "-Efragments,dedupe"),
        ]
    )
    func fragments(setting: Setting) async throws { try await read(setting: setting) }

    private static func makeSource(_ root: FilePath) async throws {
        for tree in [SampleTree.small, .sizes, .directories] {
            // mkfs.erofs 1.5 fails on names of the full length.
            for file in tree.files where !file.path.contains("nnnn") {
                try makeFile(file, below: root)
            }
        }
        try await Command.run(
            "ln",
            root.appending("usr/bin/tool").string,
            root.appending("usr/hard").string
        ).check()
        let touched = root.appending("usr/bin/tool").string
        for (name, value) in [("user.note", "0x0001ff"), ("user.other", "text")] {
            try await Command.run("setfattr", "-n", name, "-v", value, touched).check()
        }
        // Whole seconds, because newer tools drop the rest of some.
        let times = [(root.string, "1700000000"), (root.appending("usr").string, "1600000000")]
        for (below, time) in times {
            try await Command.run(
                "find",
                below,
                "-exec",
                "touch",
                "-h",
                "-d",
                "@" + time,
                "{}",
                "+"
            ).check()
        }
    }

    private static func makeFile(_ file: SampleFile, below root: FilePath) throws {
        let path = root.string + "/" + file.path
        let manager = FileManager.default
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
        switch file.kind {
        case .directory:
            try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        case .symbolicLink:
            try manager.createSymbolicLink(
                atPath: path,
                withDestinationPath: String(decoding: file.content, as: UTF8.self)
            )
        default: try Data(file.content).write(to: URL(fileURLWithPath: path))
        }
    }
}
