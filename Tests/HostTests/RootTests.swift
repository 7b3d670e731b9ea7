import Files
import Glibc
import Host
import Model
import SystemPackage
import TestSupport
import Testing
import Transfer

@Suite("A root folder")
struct RootTests {
    @Test(arguments: [
        ("an absolute link", "var", "/data", "data/lib/x"),
        ("a relative link", "var", "data/../data", "data/lib/x"),
        ("a link that climbs out", "var", "../../../../data", "data/lib/x"),
        ("a chain of links", "var", "/one", "data/lib/x"),
    ])
    func `links lead to places inside it`(
        what: String,
        link: String,
        target: String,
        real: String
    ) async throws {
        try await withTemporaryFolder { folder in
            _ = try Folder.making(folder.appending("data/lib/x"))
            symlink("/data", folder.appending("one").string)
            symlink(target, folder.appending(link).string)
            let root = try HostRoot(folder)
            let found = try #require(try root.folder("/var/lib/x"))
            try found.write([0x31], to: "file")
            #expect(try Folder(folder.pushing(FilePath(real))).read("file", limit: 1) == [0x31])
            _ = try root.makeFolder("/var/made/here")
            #expect(access(folder.appending("data/made/here").string, F_OK) == 0)
        }
    }

    @Test func `a loop of links is an error and no hang`() async throws {
        try await withTemporaryFolder { folder in
            symlink("b", folder.appending("a").string)
            symlink("a", folder.appending("b").string)
            #expect(throws: FileError.self) { _ = try HostRoot(folder).folder("/a/x") }
        }
    }

    @Test func `what is missing is nothing, not an error`() async throws {
        try await withTemporaryFolder { folder in
            let root = try HostRoot(folder)
            #expect(try root.folder("/no/where")?.path == nil)
            #expect(try root.text("/no/where") == nil)
            #expect(try root.exists("/no") == false)
        }
    }
}
