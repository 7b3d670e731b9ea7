import Model
import TestSupport
import Testing

@Suite("The order of versions, UAPI.10")
struct VersionOrderTests {
    struct Pair: CustomTestStringConvertible, Sendable {
        let left: String
        let order: VersionOrder
        let right: String
        var testDescription: String { "'\(left)' is \(order) than or as '\(right)'" }

        init(_ left: String, _ order: VersionOrder, _ right: String) {
            (self.left, self.order, self.right) = (left, order, right)
        }
    }

    static let ascending = [
        ["122.1", "123~rc1-1", "123", "123-a", "123-a.1", "123-1", "123-1.1", "123^post1"],
        ["123^post1", "123.a-1", "123.1-1", "123a-1", "124-1"],
        ["~1", "", "ab", "abb", "abc", "0001", "002", "12", "122", "122.9", "123~rc1", "123"],
        ["123", "123-a", "123-a.1", "123-a1", "123-a1.1", "123-3", "123-3.1", "123^patch1"],
        ["123^patch1", "123^1", "123.a-1", "123.1-1", "123a-1", "124"],
        ["1.0", "1.0-1"], ["1.0~rc1", "1.0", "1.0-rc1"], ["1.0", "1.0^git1"],
        ["1.el9", "1.el10"], ["30.1-1-43", "30.1-1-44"], ["1.2.3-1", "1.2.3+b1-1"],
        ["1.0-1.fc43", "1.0.fc43"],
    ]

    static let pairs: [Pair] =
        ascending.flatMap { row in
            zip(row, row.dropFirst()).map { Pair($0, .older, $1) }
        } + [
            Pair("11", .same, "11"), Pair("systemd-123", .same, "systemd-123"),
            Pair("bar-123", .older, "foo-123"), Pair("123a", .newer, "123"),
            Pair("123.a", .newer, "123"), Pair("123.a", .older, "123.b"),
            Pair("123a", .newer, "123.a"), Pair("11α", .same, "11β"), Pair("B", .older, "a"),
            Pair("", .older, "0"), Pair("0.", .newer, "0"), Pair("0.0", .newer, "0"),
            Pair("0", .newer, "~"), Pair("", .newer, "~"), Pair("1_", .same, "1"),
            Pair("_1", .same, "1"), Pair("1_", .older, "1.2"), Pair("1_2_3", .newer, "1.3.3"),
            Pair("1+", .same, "1"), Pair("+1", .same, "1"), Pair("1+", .older, "1.2"),
            Pair("1+2+3", .newer, "1.3.3"), Pair("12_3", .older, "123"),
            Pair("12_3", .newer, "12"), Pair("12_3", .newer, "12.3"),
            Pair("123_0", .newer, "123"), Pair("123..0", .older, "123.0"),
            Pair("10xyz", .newer, "10.1xyz"), Pair("v1", .older, "1"), Pair("007", .same, "7"),
            Pair("a", .older, "0a"), Pair("1.a", .older, "1.0a"),
        ]

    @Test("The specification's examples and systemd's own table", arguments: pairs)
    func table(_ pair: Pair) {
        #expect(VersionOrder.compare(pair.left, pair.right) == pair.order)
        let reversed: VersionOrder =
            switch pair.order {
            case .older: .newer
            case .same: .same
            case .newer: .older
            }
        #expect(VersionOrder.compare(pair.right, pair.left) == reversed)
    }

    @Test(
        "systemd-analyze agrees",
        .enabled(if: Command.exists("systemd-analyze"), "systemd-analyze is not installed")
    )
    func systemdAgrees() async throws {
        for pair in Self.pairs where !pair.left.isEmpty && !pair.right.isEmpty {
            let result = try await Command.run(
                "systemd-analyze",
                "compare-versions",
                pair.left,
                pair.right
            )
            let expected: Int32 =
                switch pair.order {
                case .same: 0
                case .newer: 11
                case .older: 12
                }
            #expect(result.status == expected, "\(pair.testDescription)")
        }
    }
}
