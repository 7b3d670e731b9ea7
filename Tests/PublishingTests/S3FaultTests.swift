import Crypto
import Model
import Synchronization
import TestSupport
import Testing

@testable import Publishing
@testable import Transfer

/// Something that a store does wrong, and what making one object comes to.
struct StoreFault: CustomTestStringConvertible, Sendable {
    /// What making an object comes to.
    enum Result: Equatable, Sendable {
        case made
        case occupied
        case refused(String, status: Int)
        case differs
        case changed
        case transfer
    }

    var testDescription: String
    var rules: String
    var result: Result
    /// What is in the store before.
    var before: String?
    /// What is in the store afterwards; nothing where nothing is.
    var after: String?
    /// Whether the store is said not to know conditions.
    var isNoted = false

    private static let content = "what is to be stored"

    init(
        _ name: String,
        _ rules: String,
        _ result: Result,
        before: String? = nil,
        after: String? = content,
        isNoted: Bool = false
    ) {
        testDescription = name
        self.rules = "[\(rules)]"
        self.result = result
        self.before = before
        self.after = after
        self.isNoted = isNoted
    }

    static let all = passing + lasting + lying + withoutConditions

    private static let passing = [
        StoreFault(
            "500, twice",
            #"{"method": "PUT", "times": 2, "do": "status", "status": 500}"#,
            .made
        ),
        StoreFault(
            "429, then the connection ends half-way",
            """
            {"method": "PUT", "times": 1, "do": "status", "status": 429, "code": "SlowDown"},
            {"method": "PUT", "times": 1, "do": "half"}
            """,
            .made
        ),
        StoreFault(
            "500 after it was stored",
            #"{"method": "PUT", "times": 1, "do": "after", "status": 500}"#,
            .made
        ),
        StoreFault("the answer is lost", #"{"method": "PUT", "times": 1, "do": "lost"}"#, .made),
        StoreFault(
            "the answer is lost, and what is there is shown late",
            """
            {"method": "PUT", "times": 1, "do": "lost"}, {"method": "HEAD", "times": 3, "do": "missing"}
            """,
            .made
        ),
        StoreFault(
            "what is there is shown late",
            #"{"method": "HEAD", "times": 3, "do": "missing"}"#,
            .made
        ),
        StoreFault(
            "looking fails",
            #"{"method": "HEAD", "times": 2, "do": "status", "status": 500}"#,
            .made
        ),
        StoreFault(
            "a conflict that is none any more",
            #"{"method": "PUT", "times": 1, "do": "status", "status": 409}"#,
            .changed,
            after: nil
        ),
        StoreFault("something is there", "", .occupied, before: "other", after: "other"),
        StoreFault("the same is there", "", .occupied, before: content),
        StoreFault(
            "something is there, which is not shown",
            #"{"method": "HEAD", "times": 2, "do": "missing"}"#,
            .occupied,
            before: "other",
            after: "other"
        ),
        StoreFault(
            "something is there, which is not shown, and the first answer is lost",
            """
            {"method": "HEAD", "times": 1, "do": "missing"}, {"method": "PUT", "times": 1, "do": "lost"}
            """,
            .occupied,
            before: "other",
            after: "other"
        ),
    ]

    private static let lasting = [
        StoreFault(
            "500",
            #"{"method": "PUT", "do": "status", "status": 500}"#,
            .refused("InternalError", status: 500),
            after: nil
        ),
        StoreFault(
            "no permission",
            #"{"method": "PUT", "do": "status", "status": 403, "code": "AccessDenied"}"#,
            .refused("AccessDenied", status: 403),
            after: nil
        ),
        StoreFault(
            "a code that is none",
            #"{"method": "PUT", "do": "status", "status": 403, "code": "secret key!"}"#,
            .refused("", status: 403),
            after: nil
        ),
        StoreFault(
            "moved for ever",
            #"{"method": "PUT", "do": "status", "status": 301, "code": "PermanentRedirect"}"#,
            .refused("PermanentRedirect", status: 301),
            after: nil
        ),
        StoreFault("silence", #"{"method": "PUT", "do": "silence"}"#, .transfer, after: nil),
        StoreFault(
            "the connection always ends half-way",
            #"{"method": "PUT", "do": "half"}"#,
            .transfer,
            after: nil
        ),
        StoreFault("never shown", #"{"method": "HEAD", "do": "missing"}"#, .differs),
    ]

    private static let lying = [
        StoreFault(
            "another tag is shown",
            #"{"method": "HEAD", "do": "header", "name": "ETag", "value": "\"x\""}"#,
            .differs
        ),
        StoreFault(
            "another size is shown",
            #"{"method": "HEAD", "do": "header", "name": "Content-Length", "value": "7"}"#,
            .differs
        ),
        StoreFault(
            "another checksum is shown",
            #"{"method": "HEAD", "do": "header", "name": "x-amz-checksum-sha256", "value": "AA=="}"#,
            .differs
        ),
        StoreFault(
            "another checksum is answered",
            #"{"method": "PUT", "do": "header", "name": "x-amz-checksum-sha256", "value": "AA=="}"#,
            .differs
        ),
        StoreFault(
            "other bytes are stored",
            #"{"method": "PUT", "do": "spoil"}"#,
            .differs,
            after: "vhat is to be stored"
        ),
        StoreFault(
            "no size is shown",
            #"{"method": "HEAD", "after": 1, "do": "header", "name": "Content-Length", "value": "x"}"#,
            .transfer
        ),
    ]

    private static let withoutConditions = [
        StoreFault(
            "conditions are refused",
            """
            {"method": "PUT", "times": 1, "do": "status", "status": 501, "code": "NotImplemented"}
            """,
            .made,
            isNoted: true
        ),
        StoreFault(
            "conditions are ignored",
            #"{"method": "PUT", "do": "naive"}"#,
            .made,
            isNoted: true
        ),
        StoreFault(
            "conditions are ignored, and something is there",
            #"{"method": "PUT", "do": "naive"}"#,
            .occupied,
            before: "other",
            after: "other"
        ),
    ]
}

@Suite(.serialized, .enabled(if: ObjectStore.isThere, ObjectStore.reason))
struct S3FaultTests {
    @Test("Making an object", arguments: StoreFault.all)
    func create(_ fault: StoreFault) async throws {
        try await withObjectStore(fault.rules) { store in
            if let before = fault.before {
                try await store.putUnharmed("some/where/a", before)
            }
            let notes = Mutex<[Finding]>([])
            let result = try await Self.result {
                let isSilent = fault.rules.contains("silence")
                return try await store.open(
                    silence: isSilent ? .milliseconds(300) : .seconds(30),
                    note: { note in notes.withLock { $0.append(note) } }
                ) {
                    try await $0.create("a", .text("what is to be stored"))
                }
            }
            #expect(result == fault.result)
            #expect(notes.withLock { $0.map(\.check) } == (fault.isNoted ? ["object-store"] : []))
            let text = try await store.contents().objects["some/where/a"]?.text
            #expect(text == fault.after)
        }
    }

    private static func result(_ body: () async throws -> Bool) async throws -> StoreFault.Result {
        do {
            return try await body() ? .made : .occupied
        } catch let error as S3Error {
            return switch error {
            case .refused(_, let refusal): .refused(refusal.code, status: refusal.status)
            case .differs: .differs
            case .changed: .changed
            case .transfer: .transfer
            default: throw error
            }
        }
    }

    @Test("A listing that is old still has what was just stored")
    func oldListing() async throws {
        try await withObjectStore(#"[{"method": "GET", "path": "list-type", "do": "old"}]"#) {
            store in
            try await store.put("some/where/first", "1")
            try await store.open { destination in
                let before = try await destination.list("")
                #expect(before == ["first"])
                #expect(try await destination.create("second", .text("2")))
                #expect(try await destination.list("") == ["first", "second"])
            }
        }
    }

    @Test("What was just stored is read, although the store shows nothing at first")
    func lateRead() async throws {
        try await withObjectStore(#"[{"method": "GET", "times": 2, "do": "missing"}]"#) { store in
            try await store.open { destination in
                let isMade = try await destination.create("a", .text("new"))
                #expect(isMade)
                #expect(try await destination.read("a", limit: 9)?.bytes == Array("new".utf8))
            }
        }
    }

    @Test("Whoever replaces a state that is not there any more does nothing")
    func replace() async throws {
        try await withObjectStore { store in
            try await store.open { destination in
                #expect(try await destination.replace("t", with: Array("1".utf8), over: nil))
                let tag = try #require(try await destination.read("t", limit: 9)?.tag)
                #expect(try await destination.replace("t", with: Array("2".utf8), over: tag))
                try await store.put("some/where/t", "somebody's")
                #expect(
                    try await destination.replace("t", with: Array("3".utf8), over: tag) == false
                )
                #expect(
                    try await destination.replace("u", with: Array("3".utf8), over: tag) == false
                )
            }
            let objects = try await store.contents().objects
            #expect(objects["some/where/t"]?.text == "somebody's")
            #expect(objects["some/where/u"] == nil)
        }
    }

    @Test(
        "Replacing, when the store does not do as it is told",
        arguments: [
            #"{"method": "PUT", "after": 1, "times": 1, "do": "lost"}"#,
            #"{"method": "PUT", "after": 1, "times": 1, "do": "after", "status": 503}"#,
            #"{"method": "PUT", "after": 1, "times": 1, "do": "status", "status": 501}"#,
            #"{"method": "HEAD", "after": 1, "times": 2, "do": "missing"}"#,
        ]
    )
    func replaceAgain(_ rule: String) async throws {
        try await withObjectStore("[\(rule)]") { store in
            try await store.open { destination in
                #expect(try await destination.replace("t", with: Array("1".utf8), over: nil))
                let tag = try #require(try await destination.read("t", limit: 9)?.tag)
                #expect(try await destination.replace("t", with: Array("2".utf8), over: tag))
                #expect(
                    try await destination.replace("t", with: Array("3".utf8), over: tag) == false
                )
            }
            #expect(try await store.contents().objects["some/where/t"]?.text == "2")
        }
    }

    @Test("Two publications at once: one of them has made each object")
    func contest() async throws {
        try await withObjectStore { store in
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for runner in 0..<2 {
                    group.addTask {
                        try await store.open { destination in
                            var count = 0
                            for index in 0..<20 {
                                let text = "runner \(runner), object \(index)"
                                let isMade = try await destination.create("o/\(index)", .text(text))
                                let there = try await destination.read("o/\(index)", limit: 99)
                                #expect((there?.bytes == Array(text.utf8)) == isMade)
                                count += isMade ? 1 : 0
                            }
                            return count
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(made == 20)
            #expect(try await store.contents().objects.count == 20)
        }
    }

    @Test("Listing in pages")
    func pages() async throws {
        try await withObjectStore { store in
            let bodies = Array("x".utf8)
            try await store.open { destination in
                try await withThrowingTaskGroup { group in
                    for worker in 0..<4 {
                        group.addTask {
                            for index in stride(from: worker, to: 1100, by: 4) {
                                _ = try await destination.replace(
                                    "p/\(index)+",
                                    with: bodies,
                                    over: nil
                                )
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            try await store.open { destination in
                let names = try await destination.list("p/")
                #expect(Set(names) == Set((0..<1100).map { "p/\($0)+" }))
                #expect(names.count == 1100)
                #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            }
        }
    }

    @Test(
        "Names that are no paths",
        arguments: ["", "/a", "a/", "a//b", "../a", "a/./b", "a\n", "a\0"]
    )
    func badNames(_ name: String) async throws {
        let unreachable = ObjectStore(url: "http://127.0.0.1:9")
        try await unreachable.open { destination in
            for attempt in [
                { _ = try await destination.create(name, .text("")) },
                { _ = try await destination.read(name, limit: 1) },
                { try await destination.remove(name) },
            ] as [() async throws -> Void] {
                await #expect(throws: S3Error.badName(name, reason: "it is no plain path")) {
                    try await attempt()
                }
            }
        }
    }

    @Test("A bucket that is not there")
    func noBucket() async throws {
        try await withObjectStore { store in
            try await store.open(bucket: "other") { destination in
                let error = await #expect(throws: S3Error.self) {
                    _ = try await destination.create("a", .text("a"))
                }
                guard case .refused(_, let refusal) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(refusal.code == "NoSuchBucket")
                await #expect(throws: S3Error.missing("s3://other")) {
                    _ = try await destination.read("a", limit: 1)
                }
                await #expect(throws: S3Error.self) { _ = try await destination.list("") }
            }
        }
    }
}
