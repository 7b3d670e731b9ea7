import Testing

@testable import EROFS

/// The search for what fits into a cluster, with made-up codecs.
@Suite struct FitSearchTests {
    struct Curve: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The size of so much input.
        let size: @Sendable (Int) -> Int
        /// The least part of the cluster that has to be used.
        var use = 0.995
    }

    static let curves: [Curve] = [
        Curve(testDescription: "a third") { 20 + $0 / 3 },
        Curve(testDescription: "an eighth") { 20 + $0 / 8 },
        Curve(testDescription: "hardly at all") { 20 + $0 * 24 / 25 },
        Curve(testDescription: "better and better") {
            200 + Int((Double($0) * 40_000).squareRoot())
        },
        Curve(testDescription: "first well, then not at all") {
            20 + $0 / 10 + max(0, $0 - 50_000) * 9 / 10
        },
        Curve(testDescription: "in steps", size: { 20 + $0 / 1200 * 400 }, use: 0.98),
        Curve(testDescription: "a little up and down", size: { 20 + $0 / 3 + $0 % 7 * 2 }),
    ]

    private func run(
        _ search: FitSearch,
        _ available: Int,
        _ size: (Int) -> Int?
    ) -> (best: FilledCluster, tries: Int) {
        var search = search
        var tries = 0
        while let length = search.next, tries < 100 {
            #expect((1...available).contains(length))
            tries += 1
            let found = size(length)
            let isBest = search.record(length, size: found)
            #expect(!isBest || search.best.consumed == length && search.best.produced == found)
        }
        return (search.best, tries)
    }

    @Test("a cluster is filled", arguments: curves, [0.2, 0.3, 0.45, 0.95])
    func fills(curve: Curve, ratio: Double) {
        let search = FitSearch(available: 1 << 22, room: 65536, ratio: ratio)
        let (best, tries) = run(search, 1 << 22, curve.size)
        #expect(best.produced <= 65536)
        #expect(Double(best.produced) >= 65536 * curve.use)
        #expect(tries <= 12)
    }

    @Test("sizes that are not known are done without", arguments: curves)
    func unknown(curve: Curve) {
        let search = FitSearch(available: 1 << 22, room: 65536, ratio: 0.1)
        let (best, tries) = run(search, 1 << 22) { length in
            let size = curve.size(length)
            return size > 70_000 ? nil : size
        }
        #expect(best.produced <= 65536)
        #expect(Double(best.produced) >= 65536 * 0.9)
        #expect(tries <= 12)
    }

    @Test("what fits as a whole takes one try", arguments: [1, 4097, 100_000])
    func whole(available: Int) {
        let search = FitSearch(available: available, room: 65536, ratio: 0.4)
        let (best, tries) = run(search, available) { 20 + $0 / 4 }
        #expect(best.consumed == available)
        #expect(tries == 1)
    }

    @Test("what does not shrink takes few tries", arguments: [4098, 70_000, 1 << 22])
    func noise(available: Int) {
        let search = FitSearch(available: available, room: 4096, ratio: 0.4)
        let (best, tries) = run(search, available) { $0 + 12 }
        #expect(best.produced == 0 || best.consumed <= 4096)
        #expect(tries <= 4)
    }
}
