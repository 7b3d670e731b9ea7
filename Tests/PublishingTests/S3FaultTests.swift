import Crypto
import Model
import Synchronization
import TestSupport
import Testing
@testable import Publishing
@testable import Transfer

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
