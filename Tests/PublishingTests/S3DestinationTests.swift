import Crypto
import Files
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Publishing
@testable import Transfer

@Suite(.serialized, .enabled(if: ObjectStore.isThere, ObjectStore.reason))
struct S3DestinationTests {
    @Test("What is stored, as Amazon's client sees it")
    func stores() async throws {
        try await withObjectStore { store in
            let made = try await store.open { destination in
                [
                    try await destination.create("htop/htop-1+2 3-x86-64.raw", .text("image")),
                    try await destination.create("metadata/1.root.json", .text("{}")),
                    try await destination.replace(
                        "index.html",
                        with: Array("page".utf8),
                        over: nil
                    ),
                ]
            }
            #expect(made == [true, true, true])
            let objects = try await store.contents().objects
            #expect(
                objects["some/where/htop/htop-1+2 3-x86-64.raw"]
                    == .init(
                        "image",
                        type: "application/octet-stream",
                        cache: "public, max-age=31536000, immutable"
                    )
            )
            #expect(
                objects["some/where/metadata/1.root.json"]
                    == .init(
                        "{}",
                        type: "application/json",
                        cache: "public, max-age=31536000, immutable"
                    )
            )
            #expect(
                objects["some/where/index.html"]
                    == .init(
                        "page",
                        type: "text/html; charset=utf-8",
                        cache: "max-age=60, must-revalidate"
                    )
            )
            #expect(objects.count == 3)
        }
    }

    @Test("Reads back, lists and removes")
    func reads() async throws {
        try await withObjectStore { store in
            try await store.put("some/where/other", "not mine")
            try await store.put("some/whereabouts", "somebody's")
            try await store.open { destination in
                #expect(try await destination.read("a/b", limit: 9) == nil)
                #expect(try await destination.entry("a/b") == nil)
                #expect(try await destination.create("a/b", .text("hello")))
                let read = try #require(try await destination.read("a/b", limit: 5))
                #expect(read.bytes == Array("hello".utf8))
                #expect(read.tag != nil)
                await #expect(throws: S3Error.self) { try await destination.read("a/b", limit: 4) }
                let checksum = Checksum(SHA256.hash(data: Array("hello".utf8)))
                #expect(
                    try await destination.entry("a/b") == ObjectEntry(size: 5, checksum: checksum)
                )
                #expect(try await destination.entry("other") == ObjectEntry(size: 8))
                #expect(try await destination.list("") == ["a/b", "other"])
                #expect(try await destination.list("a/") == ["a/b"])
                try await destination.remove("a/b")
                try await destination.remove("a/b")
                #expect(try await destination.list("") == ["other"])
            }
        }
    }
}

extension ObjectContent {
    static func text(_ text: String) -> ObjectContent { .bytes(Array(text.utf8)) }
}

extension ObjectStore.Shown {
    init(_ text: String, type: String, cache: String) {
        let checksum = Checksum(SHA256.hash(data: Array(text.utf8))).hex
        self.init(
            size: Int64(text.utf8.count),
            sha256: checksum,
            text: text,
            type: type,
            cache: cache,
            claimed: checksum,
            parts: ""
        )
    }
}
