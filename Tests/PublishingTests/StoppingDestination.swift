import Synchronization

@testable import Publishing

/// A destination that lets some changes pass, and then none: as if the publisher had been killed.
final class StoppingDestination: Destination {
    struct Stopped: Error {}

    private let destination: any Destination
    private let left: Mutex<Int>

    init(_ destination: any Destination, after count: Int) {
        self.destination = destination
        left = Mutex(count)
    }

    var description: String { destination.description }

    private func pass() throws {
        try left.withLock { left in
            guard left > 0 else { throw Stopped() }
            left -= 1
        }
    }

    func lock() async throws -> Bool { try await destination.lock() }

    func read(_ name: String, limit: Int) async throws -> StoredObject? {
        try await destination.read(name, limit: limit)
    }

    func entry(_ name: String) async throws -> ObjectEntry? { try await destination.entry(name) }

    func list(_ prefix: String) async throws -> [String] { try await destination.list(prefix) }

    func create(_ name: String, _ content: ObjectContent) async throws -> Bool {
        try pass()
        return try await destination.create(name, content)
    }

    func replace(
        _ name: String,
        with bytes: [UInt8],
        over tag: String?
    ) async throws -> Bool {
        try pass()
        return try await destination.replace(name, with: bytes, over: tag)
    }

    func remove(_ name: String) async throws {
        try pass()
        try await destination.remove(name)
    }
}
