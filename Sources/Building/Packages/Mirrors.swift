import Model
import RPM
import Synchronization
import SystemPackage

/// The places that have the files of one repository, and what its entry point must be.
///
/// A class, because all transfers of a build learn together which mirrors fail.
final class Mirrors: Sendable {
    /// What `repomd.xml` may be, by a metalink; nothing is known of it where this is empty.
    let proofs: [FileChecksum]
    /// Whether any of the places is a server, whose metadata must not point at this machine.
    let hasServer: Bool
    private let preferred: PackagePlace
    private let given: [PackagePlace]
    private let places: Mutex<[PackagePlace]>

    /// How many places are asked for one file.
    private static let attempts = 10

    /// Takes places in order of preference, or gives nothing when there is none.
    init?(_ places: [PackagePlace], proofs: [FileChecksum] = []) {
        guard let preferred = places.first else { return nil }
        self.proofs = proofs
        self.preferred = preferred
        given = places
        hasServer = places.contains { $0.isServer }
        self.places = Mutex(places)
    }

    /// The address for documents that others read; nothing where there are several, of which each build may take another.
    var publicAddress: String? { given.count == 1 ? preferred.publicAddress : nil }

    /// Whether a `repomd.xml` is one that the metalink knows, if there is a metalink.
    ///
    /// Throws: `Errno` when it cannot be read.
    func accepts(_ index: FilePath) throws -> Bool {
        guard !proofs.isEmpty else { return true }
        return try proofs.contains { try FileChecksum(of: index, algorithm: $0.algorithm) == $0 }
    }

    /// Asks one place after the other until one does what is wanted; the closure is told whether there is another.
    ///
    /// Throws: what the last place threw.
    func first<Value: Sendable>(
        _ body: (_ place: PackagePlace, _ isLast: Bool) async throws -> Value
    ) async throws -> Value {
        let candidates = places.withLock { Array($0.prefix(Self.attempts)) }
        for place in candidates.dropLast() {
            do {
                return try await body(place, false)
            } catch let error as CancellationError {
                throw error
            } catch {
                // The next one is asked; what the last one says is what the caller hears.
                demote(place)
            }
        }
        return try await body(candidates.last ?? preferred, true)
    }

    /// Puts a place that failed behind all others.
    private func demote(_ place: PackagePlace) {
        places.withLock { places in
            guard let index = places.firstIndex(of: place) else { return }
            places.append(places.remove(at: index))
        }
    }
}

extension Mirrors: CustomStringConvertible {
    /// The places in the order in which they were given first, and what they must have.
    var description: String { "\(given) \(proofs)" }
}
