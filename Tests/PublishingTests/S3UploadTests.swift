import Crypto
import Files
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Publishing
@testable import Transfer

/// Files that go up in parts.
@Suite(.serialized, .enabled(if: ObjectStore.isThere, ObjectStore.reason))
struct S3UploadTests {
    /// A threshold that makes every file a large one; a part of 5 MiB is the least that stores take.
    private static let sizes = S3Client.PartSizes(threshold: 1 << 20, part: 5 << 20)

    /// A file whose every piece is different.
    private static func file(
        in path: FilePath,
        size: Int,
        claimed: Checksum? = nil
    ) throws -> ObjectContent {
        let folder = try Folder(path)
        var bytes = [UInt8](repeating: 0, count: size)
        for index in stride(from: 0, to: size, by: 4093) {
            bytes[index] = UInt8(index / 4093 & 255)
        }
        try folder.write(bytes, to: "image.raw")
        return .file(
            "image.raw",
            in: folder,
            size: Int64(size),
            checksum: claimed ?? Checksum(SHA256.hash(data: bytes))
        )
    }

    @Test("More than 64 MiB, as Amazon's client sees it")
    func large() async throws {
        try await withTemporaryFolder { path in
            let size = (64 << 20) + 12_345
            let content = try Self.file(in: path, size: size)
            try await withObjectStore { store in
                try await store.open { destination in
                    #expect(try await destination.create("htop/htop-1.raw", content))
                    #expect(try await destination.create("htop/htop-1.raw", content) == false)
                    let entry = try await destination.entry("htop/htop-1.raw")
                    #expect(entry == ObjectEntry(size: Int64(size), checksum: content.checksum))
                }
                let contents = try await store.contents()
                let object = try #require(contents.objects["some/where/htop/htop-1.raw"])
                #expect(object.size == Int64(size))
                #expect(object.sha256 == content.checksum?.hex)
                #expect(object.claimed == object.sha256)
                #expect(object.type == "application/octet-stream")
                #expect(object.cache == "public, max-age=31536000, immutable")
                #expect(object.parts == "5")
                #expect(contents.uploads == [])
            }
        }
    }

    @Test("A file in one request")
    func small() async throws {
        try await withTemporaryFolder { path in
            let content = try Self.file(in: path, size: 1 << 20)
            try await withObjectStore { store in
                let isMade = try await store.open { try await $0.create("a.raw", content) }
                #expect(isMade)
                let object = try await store.contents().objects["some/where/a.raw"]
                #expect(object?.sha256 == content.checksum?.hex)
                #expect(object?.parts == "")
            }
        }
    }

    @Test("A file that is not what it was said to be is not stored", arguments: [100_000, 6 << 20])
    func changed(_ size: Int) async throws {
        try await withTemporaryFolder { path in
            let wrong = Checksum(SHA256.hash(data: [1]))
            let content = try Self.file(in: path, size: size, claimed: wrong)
            try await withObjectStore { store in
                await #expect(throws: S3Error.otherContent("some/where/a.raw")) {
                    try await store.open(sizes: Self.sizes) {
                        try await $0.create("a.raw", content)
                    }
                }
                let contents = try await store.contents()
                #expect(contents == .init(objects: [:], uploads: []))
            }
        }
    }

    @Test("What a killed run has begun is taken back when it is stored again")
    func leftoversOfTheSame() async throws {
        try await withTemporaryFolder { path in
            let content = try Self.file(in: path, size: 6 << 20)
            try await withObjectStore { store in
                try await store.beginUpload("some/where/a.raw")
                try await store.beginUpload("some/where/a.raw.other")
                let isMade = try await store.open(sizes: Self.sizes) { destination in
                    try await destination.create("a.raw", content)
                }
                #expect(isMade)
                let contents = try await store.contents()
                #expect(contents.uploads == ["some/where/a.raw.other"])
                #expect(contents.objects["some/where/a.raw"]?.sha256 == content.checksum?.hex)
            }
        }
    }

    /// The store says that every upload was begun in 2010, unless a rule makes it say something else.
    @Test(
        "What was begun more than a day ago is taken back",
        arguments: [("2010-11-10", [String]()), ("2999-01-01", ["some/where/a.raw"])]
    )
    func leftovers(_ day: String, _ left: [String]) async throws {
        let rule =
            #"{"method": "GET", "path": "uploads", "do": "text", "from": "2010-11-10", "to": "\#(day)"}"#
        try await withObjectStore("[\(rule)]") { store in
            try await store.beginUpload("some/where/a.raw")
            try await store.beginUpload("some/whereabouts")
            let isLocked = try await store.open { try await $0.lock() }
            #expect(isLocked)
            let contents = try await store.contents()
            #expect(contents.uploads.sorted() == left + ["some/whereabouts"])
        }
    }

    @Test("What is cancelled leaves nothing behind")
    func cancelled() async throws {
        try await withTemporaryFolder { path in
            let content = try Self.file(in: path, size: 12 << 20)
            let rule = #"{"method": "PUT", "path": "partNumber=2", "do": "silence"}"#
            try await withObjectStore("[\(rule)]") { store in
                let task = Task {
                    try await store.open(sizes: Self.sizes) {
                        try await $0.create("a.raw", content)
                    }
                }
                while try await !store.requests().contains(where: { $0.contains("partNumber=2") }) {
                    try await Task.sleep(for: .milliseconds(10))
                }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                let contents = try await store.contents()
                #expect(contents == .init(objects: [:], uploads: []))
            }
        }
    }

    /// One way in which an upload goes wrong, and what is left in the end.
    struct Trouble: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var rules: String
        var isStored: Bool

        static let all = [
            Trouble(
                testDescription: "parts are refused and lost at first",
                rules: """
                    [{"method": "PUT", "path": "partNumber=1", "times": 1, "do": "status", "status": 500},
                    {"method": "PUT", "path": "partNumber=2", "times": 1, "do": "half"},
                    {"method": "PUT", "path": "partNumber=3", "times": 1, "do": "lost"}]
                    """,
                isStored: true
            ),
            Trouble(
                testDescription: "the answer to the end is lost",
                rules: #"[{"method": "POST", "path": "uploadId", "times": 1, "do": "lost"}]"#,
                isStored: true
            ),
            Trouble(
                testDescription: "the end fails after it has begun to succeed",
                rules: """
                    [{"method": "POST", "path": "uploadId", "times": 2, "do": "later",
                    "code": "InternalError"}]
                    """,
                isStored: true
            ),
            Trouble(
                testDescription: "the end always fails after it has begun to succeed",
                rules:
                    #"[{"method": "POST", "path": "uploadId", "do": "later", "code": "InternalError"}]"#,
                isStored: false
            ),
            Trouble(
                testDescription: "a part is refused for ever",
                rules:
                    #"[{"method": "PUT", "path": "partNumber=2", "do": "status", "status": 503}]"#,
                isStored: false
            ),
            Trouble(
                testDescription: "no part can be stored",
                rules: """
                    [{"method": "PUT", "path": "partNumber=1", "do": "status", "status": 403,
                    "code": "AccessDenied"}]
                    """,
                isStored: false
            ),
            Trouble(
                testDescription: "parts have no tags",
                rules:
                    #"[{"method": "PUT", "path": "partNumber=1", "do": "header", "name": "ETag"}]"#,
                isStored: false
            ),
        ]
    }

    @Test("It is all there, or nothing is left", arguments: Trouble.all)
    func trouble(_ trouble: Trouble) async throws {
        try await withTemporaryFolder { path in
            let content = try Self.file(in: path, size: 12 << 20)
            try await withObjectStore(trouble.rules) { store in
                let made: Bool
                do {
                    made = try await store.open(sizes: Self.sizes) { destination in
                        try await destination.create("a.raw", content)
                    }
                } catch is S3Error {
                    made = false
                }
                #expect(made == trouble.isStored)
                let contents = try await store.contents()
                let expected = trouble.isStored ? content.checksum?.hex : nil
                #expect(contents.objects["some/where/a.raw"]?.sha256 == expected)
                #expect(contents.uploads == [])
            }
        }
    }

    @Test("Another publication that ends first has won")
    func race() async throws {
        try await withTemporaryFolder { path in
            let content = try Self.file(in: path, size: 6 << 20)
            // The first look finds nothing, as it was before the other publication.
            let rules = #"[{"method": "HEAD", "times": 1, "do": "missing"}]"#
            try await withObjectStore(rules) { store in
                try await store.put("some/where/a.raw", "the other's")
                let isMade = try await store.open(sizes: Self.sizes) { destination in
                    try await destination.create("a.raw", content)
                }
                #expect(!isMade)
                let contents = try await store.contents()
                #expect(contents.objects["some/where/a.raw"]?.text == "the other's")
                #expect(contents.uploads == [])
            }
        }
    }

    @Test("Progress ends with all bytes, also after a second attempt")
    func progress() async throws {
        try await withTemporaryFolder { path in
            let content = try Self.file(in: path, size: 12 << 20)
            let rules = #"[{"method": "PUT", "path": "partNumber=2", "times": 1, "do": "half"}]"#
            try await withObjectStore(rules) { store in
                let events = Events()
                let isMade = try await store.open(
                    sizes: Self.sizes,
                    progress: { events.add($0) }
                ) { try await $0.create("a.raw", content) }
                #expect(isMade)
                #expect(events.sum == 12 << 20)
                let task = ProgressTask("uploading a.raw", unit: .bytes)
                #expect(events.all.first == .began(task, total: 12 << 20))
                #expect(events.all.last == .ended(task))
            }
        }
    }
}

/// Progress events as they come; a class because several tasks report.
private final class Events: Sendable {
    private let events = Mutex<[ProgressEvent]>([])

    var all: [ProgressEvent] { events.withLock { $0 } }

    /// In bytes.
    var sum: Int64 {
        all.reduce(0) { sum, event in
            guard case .advanced(_, let amount) = event else { return sum }
            return sum + amount
        }
    }

    func add(_ event: ProgressEvent) { events.withLock { $0.append(event) } }
}

extension ObjectContent {
    fileprivate var checksum: Checksum? {
        guard case .file(_, _, _, let checksum) = self else { return nil }
        return checksum
    }
}
