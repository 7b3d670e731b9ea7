/// Finds how much input fits into a cluster, for a codec that only tells how much a given input
/// takes.
///
/// The size grows with the input about as a straight line does, so a few measured points tell where
/// the cluster is full.
struct FitSearch {
    private let available: Int
    private let room: Int
    private let ratio: Double
    private var tries = 0
    /// The most that fits so far.
    private(set) var best = FilledCluster.nothing
    /// The least that does not fit, and the size it takes where that is known.
    private var excess: (length: Int, size: Int?)?

    /// How many bytes may be left free; to use them would take more time than they are worth.
    private let slack: Int
    private static let tryLimit = 12

    /// Starts a search with output per input as it is expected.
    init(available: Int, room: Int, ratio: Double) {
        self.available = available
        self.room = room
        self.ratio = ratio
        slack = max(2, room / 1024)
    }

    /// The length of input to try next; nil once the search is over.
    var next: Int? {
        guard tries < Self.tryLimit else { return nil }
        guard let excess else {
            if best.produced == 0 { return clamped(Double(room) / ratio, available) }
            guard best.consumed < available, room - best.produced > slack else { return nil }
            let average = Double(best.produced) / Double(best.consumed)
            let missing = Double(room - best.produced) - Double(slack) / 2
            return clamped(Double(best.consumed) + missing / average, available)
        }
        // Less input than output is of no use.
        let least = max(best.consumed, room)
        let most = excess.length - 1
        guard least < most, best.produced == 0 || room - best.produced > slack else { return nil }
        guard let size = excess.size else { return clamped(Double(least + most) / 2, most) }
        // Between the two points the last of what fits is on the line.
        let slope =
            Double(size - best.produced) / Double(excess.length - best.consumed)
        let goal = Double(room) - Double(slack) / 2
        return clamped(Double(excess.length) - (Double(size) - goal) / slope, most)
    }

    private func clamped(_ length: Double, _ most: Int) -> Int {
        min(
            max(Int(min(length, Double(available))), max(best.consumed, min(room, most - 1)) + 1),
            most
        )
    }

    /// Takes the result of a try, and tells whether it is the best so far.
    mutating func record(_ length: Int, size: Int?) -> Bool {
        tries += 1
        guard let size, size <= room else {
            excess = (length, size)
            return false
        }
        best = FilledCluster(consumed: length, produced: size)
        return true
    }
}
