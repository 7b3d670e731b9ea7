import Archive
import SELinux
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Damaged policies and modules are errors",
    .enabled(if: BuiltPolicy.canBuild, "\(BuiltPolicy.needs)")
)
struct BadPolicyTests {
    @Test func `a policy that is cut anywhere before its types end`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = try await BuiltPolicy.makePolicy(in: folder)
            var isRead = false
            for length in 0..<bytes.count {
                let types = try? Set(typesOfPolicy: Array(bytes[..<length]), name: "cut")
                // Once there is enough, there is enough; what is read is never less than all.
                if let types { #expect(types.count == 5) }
                #expect(types != nil || !isRead)
                isRead = types != nil
            }
            #expect(isRead)
        }
    }

    @Test func `a module that is cut anywhere`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = try await BuiltPolicy.makeModule(in: folder)
            for length in 0..<bytes.count {
                // What is cut within its rules for files can be well-formed all the same.
                let module = try? PolicyModule(Array(bytes[..<length]), name: "cut.pp")
                if let module { #expect(module.types.count == 5) }
            }
        }
    }

    @Test("Changed bytes never crash or hang", arguments: 0..<4)
    func changed(_ seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let module = try await BuiltPolicy.makeModule(in: folder)
            let policy = try await BuiltPolicy.makePolicy(in: folder)
            let text = Array(Self.language.utf8)
            var random = Congruential(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
            for _ in 0..<5000 {
                _ = try? PolicyModule(random.damaged(module), name: "x.pp")
                _ = try? Set(typesOfPolicy: random.damaged(policy), name: "x")
                _ = try? PolicyModule(random.damaged(text), name: "x.cil")
            }
        }
    }

    @Test(
        "Texts of the intermediate language that are none",
        arguments: [
            ("not closed", "(type a"), ("closed twice", "(type a))"),
            ("no string", "(filecon \"/a"),
            ("a block without a name", "(block (type a))"), ("an open parenthesis", "("),
            ("too deep", String(repeating: "(a ", count: 100_000)),
            ("blocks in blocks", String(repeating: "(block a ", count: 100_000)),
        ]
    )
    func notCIL(_ name: String, _ text: String) {
        #expect(throws: LabelError.self, "\(name)") {
            _ = try PolicyModule(Array(text.utf8), name: "bad.cil")
        }
    }

    private static let language = """
        ; a comment
        (block shop
            (type keeper_t)
            (typealias keeper_t_old)
            (optional more (type more_t)))
        (booleanif (and on (not off)) (true (allow a b (file (read)))) (false (allow a b (c (d)))))
        (filecon "/usr/bin/shop" file (system_u object_r shop.keeper_t ((s0) (s0 (c0 c1)))))
        (filecon "/usr/share/shop(/.*)?" any named)
        (filecon "/usr/lib/none" dir ())
        (macro made ((type t)) (filecon "/x" file (u r t ((s0) (s0)))))
        """

    @Test func `what the intermediate language says`() throws {
        let module = try PolicyModule(Array(Self.language.utf8), name: "shop.cil")
        #expect(
            module.types == [
                "keeper_t", "shop.keeper_t", "keeper_t_old", "shop.keeper_t_old", "more_t",
                "shop.more_t",
            ]
        )
        #expect(
            module.rules == [
                ContextRule(
                    expression: "/usr/bin/shop",
                    kind: "--",
                    context: "system_u:object_r:shop.keeper_t:s0-s0:c0,c1"
                ),
                ContextRule(expression: "/usr/lib/none", kind: "-d", context: "<<none>>"),
            ]
        )
    }

    @Test(
        "Compressed bytes",
        arguments: [
            ("nothing", [] as [UInt8], [] as [UInt8]?), ("plain bytes", [1, 2, 3], [1, 2, 3]),
            (
                "half of bzip2", [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 1],
                nil
            ),
        ]
    )
    func unpacked(_ name: String, _ packed: [UInt8], _ expected: [UInt8]?) {
        let result = try? Unpacked.bytes(of: packed, name: name, limit: 100)
        #expect(result == expected, "\(name)")
    }

    @Test(
        "A bomb is refused at its limit",
        .enabled(if: Command.exists("bzip2"), "needs bzip2")
    )
    func bomb() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending("bomb")
            try await Command.run(
                "sh",
                "-c",
                "head -c 300000000 /dev/zero | bzip2 >\"$1\"",
                "sh",
                path.string
            ).check()
            let packed = try bytes(of: path)
            #expect(packed.count < 1000)
            #expect(throws: ArchiveError.self) {
                _ = try Unpacked.bytes(of: packed, name: "bomb", limit: 1 << 20)
            }
        }
    }
}

/// Numbers that are the same in each run.
private struct Congruential: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }

    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if Int.random(in: 0..<5, using: &self) == 0 {
            return Array(bytes[..<Int.random(in: 0..<bytes.count, using: &self)])
        }
        for _ in 0...Int.random(in: 0..<4, using: &self) {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            bytes[place] =
                [0xff, 0, UInt8.random(in: 0...255, using: &self)]
                .randomElement(using: &self) ?? 0
        }
        return bytes
    }
}
