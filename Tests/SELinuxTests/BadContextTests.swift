import SELinux
import Testing

@Suite("Malformed file contexts are errors")
struct BadContextTests {
    @Test(
        "They are refused when they are read",
        arguments: [
            ("a line without a label", Array("/usr/bin\n".utf8)),
            ("an unknown kind of file", Array("/usr/bin -x a:b:c:s0\n".utf8)),
            ("a NUL", Array("/usr\0/bin a:b:c:s0\n".utf8)),
            ("compiled contexts", [0x8a, 0xff, 0x7c, 0xf9, 5, 1, 1, 1]),
        ] as [(String, [UInt8])]
    )
    func refused(_ name: String, _ bytes: [UInt8]) {
        #expect(throws: LabelError.self, "\(name)") {
            _ = try Labeler(FileContexts(main: bytes)).isUsable
        }
    }

    @Test(
        "They are refused when a path meets the bad rule",
        arguments: [
            ("an expression that does not compile", "/usr/bin(/.* system_u:object_r:bin_t:s0\n"),
            ("a repeated nothing", "/usr/*+{2,1} system_u:object_r:bin_t:s0\n"),
            ("a label without parts", "/usr/.* nonsense\n"),
        ]
    )
    func refusedLater(_ name: String, _ text: String) {
        #expect(throws: LabelError.self, "\(name)") {
            let labeler = try Labeler(FileContexts(main: Array(text.utf8)))
            _ = try labeler.label(of: "/usr/bin/x", .file)
        }
    }

    @Test func `a line of ten megabytes is refused, or read`() {
        let long = "/" + String(repeating: "a", count: 10 << 20)
        let text = "\(long) u:r:long_t:s0\n/usr(/.*)? u:r:usr_t:s0\n"
        // Refused where its expression is larger than what the library for expressions takes.
        let types = try? Self.types(of: ["/usr/x", long], text)
        #expect(types == nil || types == ["usr_t", "long_t"])
    }

    private static func types(
        of paths: [String],
        _ text: String
    ) throws(LabelError) -> [String?] {
        let labeler = try Labeler(FileContexts(main: Array(text.utf8)))
        var types: [String?] = []
        for path in paths { types.append(try labeler.label(of: path, .file)?.type) }
        return types
    }

    @Test func `an expression that explodes ends`() throws {
        let text = "/usr/(a|aa|aaa)*(a|aa)*b u:r:x_t:s0\n"
        let labeler = try Labeler(FileContexts(main: Array(text.utf8)))
        let path = "/usr/" + String(repeating: "a", count: 200)
        // libselinux gives up, or says that nothing matches: either way it comes back.
        let label = (try? labeler.label(of: path, .file)) ?? nil
        #expect(label == nil)
    }

    @Test(arguments: ["", "usr/bin", "/usr\0/bin"])
    func `what is no whole path is refused`(_ path: String) throws {
        let labeler = try Labeler(FileContexts(main: Array("/.* u:r:x_t:s0\n".utf8)))
        #expect(throws: LabelError.self) { _ = try labeler.label(of: path, .file) }
    }

    @Test func `empty contexts have no labels`() throws {
        let labeler = try Labeler(FileContexts(main: []))
        #expect(try labeler.label(of: "/usr", .directory) == nil)
    }
}

extension Labeler {
    /// Makes an expression out of making one: values that cannot be copied cannot be thrown away unnamed.
    fileprivate var isUsable: Bool { true }
}
