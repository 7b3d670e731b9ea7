import Foundation
import Model
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// A publisher that is killed, or whose disk is full, at any system call that changes something.
@Suite(
    "Faults at any system call of a publication",
    .enabled(
        if: BuiltProgram.isThere && Command.exists("strace"),
        "needs the built program and strace"
    )
)
struct FaultTests {
    /// What is done to the nth of some calls.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var calls: String
        var injection: String
        /// How many points there are at least.
        var least: Int
    }

    static let faults = [
        Fault(
            testDescription: "killed at fsync",
            calls: "fsync",
            injection: "signal=SIGKILL",
            least: 5
        ),
        Fault(
            testDescription: "killed at a new name",
            calls: "renameat,renameat2,linkat",
            injection: "signal=SIGKILL",
            least: 5
        ),
        Fault(
            testDescription: "no space for bytes",
            calls: "write,pwrite64",
            injection: "error=ENOSPC",
            least: 5
        ),
        Fault(
            testDescription: "a disk that fails when it must be durable",
            calls: "fsync",
            injection: "error=EIO",
            least: 5
        ),
        Fault(
            testDescription: "no space for a name",
            calls: "renameat,renameat2,linkat",
            injection: "error=ENOSPC",
            least: 5
        ),
    ]

    @Test(
        "The old state or the new one is published, and another run completes it",
        arguments: faults
    )
    func heals(_ fault: Fault) async throws {
        try await withTemporaryFolder { path in
            let keys = try KeyFolder.generate(
                at: path.appending("keys"),
                now: Int64(Date().timeIntervalSince1970)
            )
            let images = path.appending("images")
            try SampleImage().write(to: images)
            try await Command.run(BuiltProgram.path.string, arguments(path, "start")).check()
            try SampleImage(version: "3.5.0-1").write(to: images)
            var points = 0
            while try await hits(fault, at: points + 1, path, keys) { points += 1 }
            #expect(points >= fault.least)
        }
    }

    private func arguments(_ path: FilePath, _ repository: String) -> [String] {
        [
            "publish", path.appending("images").string, "--to",
            path.appending(repository).string, "--keys", path.appending("keys").string, "--url",
            "http://example.org",
        ]
    }

    /// Gives whether there was such a point; checks the repository after it.
    private func hits(
        _ fault: Fault,
        at count: Int,
        _ path: FilePath,
        _ keys: RepositoryKeys
    ) async throws -> Bool {
        let trial = path.appending("trial")
        try await Command.run("rm", "-rf", trial.string).check()
        try await Command.run("cp", "-a", path.appending("start").string, trial.string).check()
        let options = [
            "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(fault.calls)", "-e",
            "inject=\(fault.calls):\(fault.injection):when=\(count)", BuiltProgram.path.string,
        ]
        let result = try await Command.run("strace", options + arguments(path, "trial"))
        let place = "\(fault.testDescription) \(count): \(result.errors)"
        let state = try await state(trial, keys)
        let versions = Set(state.images.images.map(\.version.text))
        #expect([["3.4.1-1"], ["3.4.1-1", "3.5.0-1"]].contains(versions), "\(place)")
        for image in state.images.images {
            let file = try FileDescriptor.open(trial.appending(image.path), .readOnly)
            let digest = try file.closeAfter {
                try Checksum.reading(file, path: image.path)
            }
            #expect(digest.checksum == image.checksum, "\(place)")
        }
        guard result.status != 0 else { return false }
        if fault.injection.hasPrefix("error") {
            // Where the error met the message itself, nothing or less can be said.
            let isTold =
                ["error: ", "hint: "].contains(where: result.errors.hasPrefix)
                || result.errors.isEmpty
            #expect(result.status == 1 && isTold, "\(place)")
        }
        try await Command.run(BuiltProgram.path.string, arguments(path, "trial")).check()
        #expect(try await self.state(trial, keys).images.images.count == 2, "\(place)")
        let leftovers = try await Command.run("find", trial.string, "-name", ".#*").check()
        #expect(leftovers == "", "\(place)")
        return true
    }

    private func state(
        _ repository: FilePath,
        _ keys: RepositoryKeys
    ) async throws -> PublishedState {
        try await StateReader(
            destination: FolderDestination(repository),
            roots: keys.roots.map(\.document)
        ).read()
    }
}
