import SELinux
import TestSupport
import Testing

@Suite("Labels where modules come with the files")
struct LabelPolicyTests {
    private static let contexts = FileContexts(
        main: Array(
            """
            /.*\tsystem_u:object_r:default_t:s0
            /usr/.*\tsystem_u:object_r:usr_t:s0
            /usr/bin/.*\tsystem_u:object_r:bin_t:s0
            /usr/lib/.*\tsystem_u:object_r:lib_t:s0
            /usr/lib/strange/.*\tsystem_u:object_r:strange_t:s0
            /usr\t-d\tsystem_u:object_r:usr_t:s0

            """.utf8
        )
    )
    private static let types: Set<String> = ["usr_t", "bin_t", "lib_t", "default_t"]

    @Test("Whose type a file gets", .enabled(if: BuiltPolicy.canBuild, "\(BuiltPolicy.needs)"))
    func verdicts() async throws {
        try await withTemporaryFolder { folder in
            let bytes = try await BuiltPolicy.makeModule(in: folder)
            let module = try PolicyModule(bytes, name: "demo.pp")
            let policy = try LabelPolicy(Self.contexts, types: Self.types, modules: [module])
            let parent = SecurityContext("system_u:object_r:lib_t:s0")
            typealias Reason = LabelPolicy.Verdict.Reason
            let expected: [(String, LabelledKind, String?, Reason?)] = [
                ("/usr/bin/other", .file, "bin_t", .base),
                ("/usr/bin/demo", .file, "demo_exec_t", .module),
                ("/usr/bin/demo", .link, "bin_t", .base),
                ("/usr/share/demo/x", .file, "demo_data_t", .module),
                ("/usr/lib/demo/old", .link, "demo_old_t", .module),
                // The module names a type that nobody declares: the base's own label.
                ("/usr/lib/demo/other/x", .file, "lib_t", .unknownType("nobody_t")),
                // So do the base's own contexts: the folder's label.
                ("/usr/lib/strange/x", .file, "lib_t", .unknownType("strange_t")),
            ]
            for (path, kind, type, reason) in expected {
                let verdict = try policy.verdict(on: path, kind, parent: parent)
                #expect(verdict?.context.type == type, "\(path)")
                #expect(verdict?.reason == reason, "\(path)")
            }
        }
    }

    @Test func `without a policy, the types in the file contexts are known`() throws {
        let policy = try LabelPolicy(Self.contexts, types: nil)
        let verdict = try policy.verdict(on: "/usr/lib/strange/x", .file, parent: nil)
        #expect(verdict?.reason == .base)
        #expect(verdict?.context.type == "strange_t")
    }

    @Test func `a rule goes where libsemanage sorts it`() {
        let merged = Self.contexts.merging([
            ContextRule(expression: "/usr/lib/demo", kind: nil, context: "u:r:plain_t:s0"),
            ContextRule(expression: "/usr/.*x", kind: nil, context: "u:r:x_t:s0"),
            ContextRule(expression: "/usr/.*", kind: "--", context: "u:r:file_t:s0"),
            ContextRule(expression: "/u.*", kind: nil, context: "u:r:u_t:s0"),
        ])
        let types = merged.rules.compactMap { SecurityContext($0.context)?.type }
        #expect(
            types == [
                "default_t", "u_t", "usr_t", "file_t", "x_t", "bin_t", "lib_t", "strange_t",
                "usr_t", "plain_t",
            ]
        )
    }

    @Test(
        "Labels as text",
        arguments: [
            ("system_u:object_r:bin_t:s0", true), ("u:r:t:s0-s0:c0.c1023", true), ("u:r:t", true),
            ("u:r", false), ("", false), ("<<none>>", false), ("u:r:t:s0\n", false),
            ("u::t:s0", false),
        ]
    )
    func text(_ text: String, _ isLabel: Bool) {
        let context = SecurityContext(text)
        #expect((context != nil) == isLabel)
        guard let context else { return }
        #expect(context.description == text)
        #expect(context.attributeValue == Array(text.utf8) + [0])
        #expect(SecurityContext(attributeValue: context.attributeValue) == context)
    }
}
