import Files
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

struct KeyFileTests {
    @Test
    func makesAndReadsKeys() async throws {
        try await withTemporaryFolder { path in
            let file = path.appending("key")
            let key = try KeyFile.generate(at: file)
            #expect(try Folder(path).permissions(of: "key") == 0o600)
            #expect(try KeyFile.read(file).publicKey == key.publicKey)
            #expect(try !KeyFile.isExposed(file))
            #expect(throws: KeyFileError.exists(file.string)) { try KeyFile.generate(at: file) }
            #expect(try KeyFile.read(file).publicKey == key.publicKey)
            #expect(try Folder(path).entries().map(\.name) == ["key"])
        }
    }

    @Test
    func seesExposedKeys() async throws {
        try await withTemporaryFolder { path in
            try Folder(path).write(Array(SigningKey().pem.utf8), to: "key", mode: 0o640)
            #expect(try KeyFile.isExposed(path.appending("key")))
        }
    }

    @Test
    func refusesOtherFiles() async throws {
        try await withTemporaryFolder { path in
            let file = path.appending("key")
            try Folder(path).write(Array("no key".utf8), to: "key")
            #expect(throws: KeyFileError.unusable(file.string, .notPEM)) { try KeyFile.read(file) }
            #expect(throws: FileError.self) { try KeyFile.read(path.appending("nothing")) }
        }
    }
}
