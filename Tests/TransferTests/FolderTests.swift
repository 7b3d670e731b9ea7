@testable import Files
import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Transfer

struct FolderTests {
    @Test
    func writesDurably() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.write([1, 2, 3], to: "file", mode: 0o600)
            #expect(try folder.read("file", limit: 3) == [1, 2, 3])
            #expect(try folder.permissions(of: "file") == 0o600)
            try folder.write([4], to: "file")
            let entries = try folder.entries()
            #expect(
                entries.map(\.name) == ["file"] && entries.map(\.kind) == [.file]
                    && entries.map(\.size) == [1]
            )
            #expect(try folder.permissions(of: "file") == 0o644)
        }
    }

    @Test
    func keepsToItsLimits() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.write([1, 2, 3], to: "file")
            #expect(throws: FileError.tooLarge(path: path.appending("file").string, limit: 2)) {
                try folder.read("file", limit: 2)
            }
            #expect(try folder.readIfPresent("nothing", limit: 1) == nil)
        }
    }

    @Test(arguments: ["", ".", "..", "a/b", "/a", "a\u{0}b"])
    func refusesNames(_ name: String) async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            #expect(throws: FileError.badName(name)) { try folder.open(name) }
            #expect(throws: FileError.badName(name)) { try folder.write([], to: name) }
            #expect(throws: FileError.badName(name)) { try folder.subfolder(name, making: true) }
            #expect(try folder.entries().isEmpty)
        }
    }

    @Test
    func followsNoLinks() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.write([1], to: "file")
            symlink("file", path.appending("link").string)
            symlink("/usr", path.appending("out").string)
            mkfifo(path.appending("pipe").string, 0o600)
            #expect(throws: FileError.self) { try folder.open("link") }
            #expect(throws: FileError.self) { try folder.subfolder("out") }
            #expect(
                throws: FileError.wrongKind(
                    path: path.appending("pipe").string,
                    expected: "a plain file"
                )
            ) { try folder.open("pipe") }
            #expect(try folder.entry("link")?.kind == .link)
        }
    }

    @Test
    func replacesALinkAndNotItsTarget() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.write([1], to: "target")
            symlink("target", path.appending("file").string)
            try folder.write([2], to: "file")
            #expect(try folder.read("target", limit: 9) == [1])
            #expect(try folder.read("file", limit: 9) == [2])
        }
    }

    @Test
    func leavesNothingPending() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            do {
                let file = try PendingFile(in: folder)
                try file.write([1, 2, 3])
                #expect(try folder.entries().count == 1)
            }
            #expect(try folder.entries().isEmpty)
            try folder.write([1], to: "kept")
            let file = try PendingFile(in: folder)
            let error = #expect(throws: FileError.self) {
                try file.commit(as: "kept", replacing: false)
            }
            #expect(error?.isExisting == true)
            #expect(try folder.read("kept", limit: 9) == [1])
        }
    }

    @Test
    func removesWhatAKilledWriterLeft() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.write([1], to: ".#veneer-abc")
            try folder.write([1], to: ".#other")
            try folder.removePendingFiles()
            #expect(try folder.entries().map(\.name) == [".#other"])
        }
    }

    @Test
    func locksOnce() async throws {
        try await withTemporaryFolder { path in
            let first = try Folder(path)
            let second = try Folder(path)
            #expect(try first.tryLock())
            #expect(try !second.tryLock())
            #expect(try first.isSame(as: second))
        }
    }

    @Test
    func makesWhatIsMissing() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder.making(path.appending("a/b/c"))
            try folder.write([1], to: "file")
            #expect(try Folder(path).subfolder("a").entry("b")?.kind == .folder)
            #expect(throws: FileError.self) { try Folder.making(path.appending("a/b/c/file")) }
        }
    }

    /// A device that is always full takes no byte, and the error says what to do.
    @Test(.enabled(if: access("/dev/full", W_OK) == 0, "/dev/full is missing"))
    func tellsOfAFullDisk() throws {
        let full = try FileDescriptor.open("/dev/full", .writeOnly)
        let error = #expect(throws: FileError.self) {
            _ = try systemCall("write to", "/store") { write(full.rawValue, "x", 1) }
        }
        try full.close()
        #expect(error == .system(action: "write to", path: "/store", .noSpace))
        #expect(error?.hint == "make room on the file system that holds '/store'")
    }
}
