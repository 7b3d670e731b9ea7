import Foundation
import SystemPackage
package import Testing

/// An object store on loopback with one empty bucket, `bucket`, that makes the mistakes that it is told to make.
package struct ObjectStore: Sendable {
    package let url: String

    /// Names a store.
    package init(url: String) { self.url = url }

    /// Whether one can be started.
    package static var isThere: Bool {
        FixtureFolder.path.map { isReadable($0.appending("judges/bin/moto_server")) } ?? false
    }
    /// Why tests are skipped without it.
    package static let reason: Comment = "there is no object store (Fixtures/judges)"

    /// What a client finds in the environment.
    package var environment: [String: String] {
        [
            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_ENDPOINT_URL": url,
        ]
    }

    /// An object as Amazon's own client sees it.
    package struct Shown: Decodable, Equatable, Sendable {
        /// In bytes.
        package var size: Int64
        package var sha256: String
        /// How it begins.
        package var text: String
        package var type: String
        package var cache: String
        /// The checksum that was stored beside it.
        package var claimed: String
        /// How many parts it was stored in; empty for one request.
        package var parts: String

        /// Describes an object.
        package init(
            size: Int64,
            sha256: String,
            text: String,
            type: String,
            cache: String,
            claimed: String,
            parts: String
        ) {
            self.size = size
            self.sha256 = sha256
            self.text = text
            self.type = type
            self.cache = cache
            self.claimed = claimed
            self.parts = parts
        }
    }

    /// Everything in the bucket, as Amazon's own client sees it.
    package struct Contents: Decodable, Equatable, Sendable {
        package var objects: [String: Shown]
        /// The keys of uploads that were begun and not ended.
        package var uploads: [String]

        /// Describes a bucket.
        package init(objects: [String: Shown], uploads: [String]) {
            self.objects = objects
            self.uploads = uploads
        }
    }

    /// Looks at everything in the bucket, past the store's mistakes.
    package func contents() async throws -> Contents {
        let text = try await Self.judge(["show", try await unharmed.url])
        return try JSONDecoder().decode(Contents.self, from: Data(text.utf8))
    }

    /// Stores an object, as somebody else.
    package func put(_ key: String, _ text: String) async throws {
        _ = try await Self.judge(["put", url, key, text])
    }

    /// Stores an object past the store's mistakes.
    package func putUnharmed(_ key: String, _ text: String) async throws {
        try await unharmed.put(key, text)
    }

    /// The same store without its mistakes.
    private var unharmed: ObjectStore {
        get async throws {
            let place = url + "/-/backend"
            return ObjectStore(url: try await Command.run("curl", "-sf", place).check())
        }
    }

    /// Begins an upload in parts, and leaves it.
    package func beginUpload(_ key: String) async throws {
        _ = try await Self.judge(["begin", url, key])
    }

    /// The requests so far: method, path with query, and the names of conditions.
    package func requests() async throws -> [String] {
        let text = try await Command.run("curl", "-sf", url + "/-/log").check()
        return try JSONDecoder().decode([String].self, from: Data(text.utf8))
    }

    /// Runs Amazon's own client.
    package static func judge(_ arguments: [String]) async throws -> String {
        let script = FixtureFolder.checkout.appending("Fixtures/lib/object_store_judge.py")
        let python = try #require(Judges.python)
        return try await Command.run(python.string, [script.string] + arguments).check()
    }
}

/// Runs an object store while the body runs; the rules say what it does wrong, as `Fixtures/lib/object_store.py` explains.
package func withObjectStore<Value: Sendable>(
    _ rules: String = "[]",
    _ body: (ObjectStore) async throws -> Value
) async throws -> Value {
    let python = try #require(Judges.python)
    let script = FixtureFolder.checkout.appending("Fixtures/lib/object_store.py")
    return try await withTemporaryFolder { scratch in
        let portFile = scratch.appending("port")
        return try await withServer(
            python.string,
            [script.string, portFile.string, rules],
            portFile: portFile
        ) { url in
            try await body(ObjectStore(url: url))
        }.value
    }
}
