import Model
import Testing

struct RolloutTests {
    private static let rollout = Rollout(start: 1000, duration: 100)

    static let moments: [(number: UInt64, opens: Int64)] = [
        (0, 1000), (UInt64.max / 2 + 1, 1050), (UInt64.max, 1099), (UInt64.max / 4, 1024),
    ]

    @Test(arguments: moments)
    func opensOneAfterTheOther(_ number: UInt64, opens: Int64) {
        let position = Rollout.Position(number: number)
        #expect(Self.rollout.opening(at: position) == opens)
        #expect(!Self.rollout.isOpen(at: opens - 1, position))
        #expect(Self.rollout.isOpen(at: opens, position))
    }

    @Test
    func isOverForAllAtItsEnd() {
        #expect(!Self.rollout.isOver(at: 1099) && Self.rollout.isOver(at: 1100))
        #expect(Rollout(start: 5, duration: -1).isOver(at: 5))
        let endless = Rollout(start: .max, duration: .max)
        #expect(endless.opening(at: .init(number: .max)) == .max && !endless.isOver(at: .max))
    }

    /// Each tenth of the time is for about a tenth of the hosts, and a host's place for one image says nothing of another's.
    @Test
    func spreadsHostsEvenly() {
        let images = [Checksum(prefix: [1]), Checksum(prefix: [2])]
        for image in images {
            var tenths = [Int](repeating: 0, count: 10)
            for host in 0..<10_000 {
                let position = Rollout.Position(machineID: "host\(host)", image: image)
                tenths[Int(position.number.multipliedFullWidth(by: 10).high)] += 1
            }
            #expect(tenths.allSatisfy { (850...1150).contains($0) }, "\(tenths)")
        }
        let same = (0..<10_000).count { host in
            let places = images.map { image in
                Rollout.Position(machineID: "host\(host)", image: image).number < UInt64.max / 10
            }
            return places == [true, true]
        }
        #expect((50...150).contains(same))
    }

    @Test
    func isStable() {
        let position = Rollout.Position(machineID: "a", image: Checksum.ofTests)
        #expect(position == Rollout.Position(machineID: "a", image: Checksum.ofTests))
        #expect(position != Rollout.Position(machineID: "b", image: Checksum.ofTests))
    }
}

extension Checksum {
    fileprivate static let ofTests = Checksum(prefix: [7])
}
