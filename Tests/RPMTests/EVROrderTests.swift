import Foundation
import Model
import Testing

@testable import RPM

struct EVROrderTests {
    /// The cases of rpm's own test suite for its comparison (`rpmvercmp`).
    private static let versions = [
        "1.0", "2.0", "2.0.1", "2.0.1a", "5.5p1", "5.5p2", "5.5p10", "10xyz", "10.1xyz", "xyz10",
        "xyz10.1", "xyz.4", "8", "2", "1.0aa", "1.0a", "10.0001", "10.1", "10.0039", "4.999.9",
        "5.0",
        "20101121", "20101122", "2_0", "a", "a+", "a_", "+", "_", "1.0~rc1", "1.0~rc2",
        "1.0~rc1~git123", "1.0^", "1.0^git1", "1.0^git2", "1.01^git1", "1.0^20160101",
        "1.0^20160102",
        "1.0~rc1^git1", "1.0^git1~pre", "FC5", "fc4", "0.1", "1b.fc17", "2.fc17",
    ]

    private static var packages: [EVR] {
        versions.map { EVR(version: $0, release: "1") }
            + versions.map { EVR(version: "1", release: $0) }
            + [
                EVR(epoch: 1, version: "0.1", release: "1"),
                EVR(epoch: 2, version: "0", release: "1"),
            ]
    }

    @Test(Needs.program("rpm")) func allPairsAreOrderedLikeRPMOrdersThem() async throws {
        let texts = Self.packages.map { "'\($0.epoch):\($0.version)-\($0.release)'" }
        let script = """
            local v = {\(texts.joined(separator: ","))}
            for _, a in ipairs(v) do for _, b in ipairs(v) do print(rpm.vercmp(a, b) .. ',') end end
            """
        let answers = try await output("rpm", "--eval", "%{lua:\(script)}")
            .split { $0 == "," || $0.isWhitespace }.compactMap { Int($0) }
        #expect(answers.count == Self.packages.count * Self.packages.count)
        var numbers = answers.makeIterator()
        for left in Self.packages {
            for right in Self.packages {
                let number = numbers.next() ?? 0
                let expected: VersionOrder = number == 0 ? .same : number < 0 ? .older : .newer
                #expect(left.order(to: right) == expected, "\(left) and \(right)")
                let own = RPMVersionOrder.compare(left, right)
                #expect(own == expected, "\(left) and \(right), without librpm")
            }
        }
        #expect(Set(answers) == [-1, 0, 1])
    }
}
