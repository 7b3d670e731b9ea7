import Model
import TestSupport
import Testing

@Suite("Versions of images from versions of packages")
struct ImageVersionTests {
    @Test(
        "How a package's version is spelled",
        arguments: [
            ("3.3.0-5.fc43", "3.3.0-5.fc43"),
            ("0:1.35.0-1.fc43", "1.35.0-1.fc43"),
            ("9.9p1-1.el10", "9.9.p1-1.el10"),
            ("1.0~rc1-1", "1.0-pre.rc1-1"),
            ("1.0~20230101-1", "1.0-pre.20230101-1"),
            ("1.0^git1.abc-1", "1.0.-git1.abc-1"),
            ("3:29.0.1-1.fc43", "300000000000000-29.0.1-1.fc43"),
            ("2024_01+b2-1", "2024.01.b2-1"),
            ("1.0-lp155.1", "1.0-r.lp155.1"),
            ("1-0.1.20240101git1a2b3c.fc43", "1-0.1.20240101.git1.a2.b3.c.fc43"),
        ]
    )
    func spelling(_ evr: String, _ expected: String) throws {
        let evr = try #require(EVR(evr))
        #expect(ImageVersion(evr)?.text == expected)
    }

    @Test(
        "What has no version that sorts right is refused",
        arguments: ["123456789012345-1", "+-1", "1.0-+", "1000000:1.0-1"]
    )
    func refused(_ text: String) throws {
        let evr = try #require(EVR(text))
        #expect(ImageVersion(evr) == nil)
    }

    @Test("A rebuild sorts above the build and below the next release")
    func revisions() throws {
        let evr = EVR(version: "1.0", release: "1.fc43")
        let texts = try [
            #require(ImageVersion(evr)), #require(ImageVersion(evr, revision: 1)),
            #require(ImageVersion(evr, revision: 2)), #require(ImageVersion(evr, revision: 10)),
            #require(ImageVersion(EVR(version: "1.0", release: "1.fc43.1"))),
            #require(ImageVersion(EVR(version: "1.0", release: "2.fc43"))),
        ]
        #expect(texts == texts.sorted())
        #expect(Set(texts).count == texts.count)
    }

    /// Random versions out of the pieces that decide RPM's order, from a fixed seed so that a failure repeats.
    static func samples(_ count: Int) -> [EVR] {
        var random = SplitMix64(seed: 2026)
        let pieces = [
            "1", "2", "10", "01", "0", "a", "b", "rc", "rc1", "git", "Z", "fc43", "~", "^", ".",
            "_", "+", "~rc", "^git", ".1", ".a",
        ]
        func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: choices.indices, using: &random)]
        }
        func text(startsWithDigit: Bool) -> String {
            var text = startsWithDigit ? pick(["0", "1", "2", "10"]) : ""
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                text += pick(pieces)
            }
            return text
        }
        return (0..<count).map { _ in
            EVR(
                epoch: pick([0, 0, 0, 0, 1, 2, 12]),
                version: text(startsWithDigit: true),
                release: text(startsWithDigit: Int.random(in: 0..<5, using: &random) > 0) + "1"
            )
        }
    }

    @Test(
        "File names sort as RPM sorts the packages, over 4,000 random pairs",
        .enabled(if: Command.exists("rpm"), "rpm is not installed")
    )
    func orderOfRPM() async throws {
        let samples = Self.samples(4000)
        let pairs = zip(samples, samples.dropFirst() + samples.prefix(1)).filter {
            // RPM decides by the first of the three that differs.
            ImageVersion($0) != nil && ImageVersion($1) != nil
        }
        #expect(pairs.count > 3900)
        let expected = try await Self.rpmOrder(pairs)
        try #require(expected.count == pairs.count)
        for (pair, sign) in zip(pairs, expected) {
            let left = try #require(ImageVersion(pair.0))
            let right = try #require(ImageVersion(pair.1))
            let own =
                switch VersionOrder.compare(left.text, right.text) {
                case .older: -1
                case .same: 0
                case .newer: 1
                }
            #expect(own == sign, "\(pair.0) and \(pair.1), spelled \(left) and \(right)")
        }
    }

    /// What rpm itself says of each pair: -1, 0 or 1.
    private static func rpmOrder(_ pairs: [(EVR, EVR)]) async throws -> [Int] {
        var signs: [Int] = []
        for start in stride(from: 0, to: pairs.count, by: 100) {
            let rows = pairs[start..<min(start + 100, pairs.count)]
            let table = rows.map { "{'\($0.label)','\($1.label)'}" }.joined(separator: ",")
            let script =
                "for _, p in ipairs({\(table)}) do print(rpm.vercmp(p[1], p[2]) .. ' ') end"
            let output = try await Command.run("rpm", "--eval", "%{lua: \(script)}").check()
            signs += output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        }
        return signs
    }

    @Test("Only characters that every systemd-sysupdate reads")
    func alphabet() {
        for evr in Self.samples(2000) {
            guard let version = ImageVersion(evr) else { continue }
            let known = version.text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0)
                    || (0x61...0x7a).contains($0) || $0 == 0x2d || $0 == 0x2e
            }
            #expect(known, "\(version)")
        }
    }
}

extension EVR {
    fileprivate var label: String { "\(epoch):\(version)-\(release)" }
}

/// A small generator with a seed.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
