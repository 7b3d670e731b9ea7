package import Model

/// What a host remembers between runs: `/var/lib/veneer/state.json`.
package struct HostState: Codable, Equatable, Sendable {
    /// The format that this program writes and reads.
    package static let currentFormat = 1
    /// How many generations are kept that the host ran, and how many that it did not.
    package static let kept = 5

    package var format = Self.currentFormat
    /// The generation that the host runs, or runs after its next boot.
    package private(set) var current: Int?
    /// The highest number ever given to a generation.
    package private(set) var lastNumber = 0
    /// Lowest number first.
    package internal(set) var generations: [Generation] = []
    /// The files in the store that Veneer put there, or is about to: it removes no others.
    package var ownedFiles: Set<String> = []
    /// The newest index seen of each source.
    package var seen: [String: SeenIndex] = [:]

    package init() {}

    /// The newest timestamp that was seen of a source, under one pinned root.
    package struct SeenIndex: Codable, Equatable, Sendable {
        package var root: RootPin
        package var version: Int
        /// The identifiers of the keys that signed for the timestamp then: versions count anew once the root names others, so that
        /// whoever stole a key cannot lock hosts out with a number that nobody reaches.
        package var signers: [String]
    }

    /// The generation that the host runs, if there is one.
    package var currentGeneration: Generation? {
        generations.first { $0.number == current }
    }

    /// The images of the current generation.
    package var currentImages: [InstalledImage] { currentGeneration?.images ?? [] }

    /// Records a new generation with the next number; the host does not switch to it yet.
    package mutating func prepare(
        _ images: [InstalledImage],
        action: String,
        at time: Int64
    )
        -> Generation
    {
        lastNumber += 1
        let generation = Generation(
            number: lastNumber,
            created: time,
            action: action,
            outcome: .prepared,
            images: images.sorted { $0.name < $1.name }
        )
        generations.append(generation)
        return generation
    }

    /// Makes a recorded generation the current one.
    package mutating func activate(_ number: Int) {
        for index in generations.indices where generations[index].number == number {
            generations[index].outcome = .active
            generations[index].problem = nil
            current = number
        }
    }

    /// Records why a generation did not become the current one.
    package mutating func fail(_ number: Int, problem: String) {
        for index in generations.indices where generations[index].number == number {
            generations[index].outcome = .failed
            generations[index].problem = problem
        }
    }

    /// What was seen of a source; one with another root starts anew.
    package func lastSeen(of source: SourceDefinition) -> SeenIndex? {
        seen[source.name.text].flatMap { $0.root == source.root ? $0 : nil }
    }

    /// Remembers what was seen of a source.
    package mutating func remember(_ index: RepositoryIndex, of source: SourceDefinition) {
        seen[source.name.text] = SeenIndex(
            root: source.root,
            version: index.version,
            signers: index.signers
        )
    }
}
