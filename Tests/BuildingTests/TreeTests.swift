import Building
import EROFS
import Model
import Testing

@Suite("Trees and the steps that change them")
struct TreeTests {
    private static func entry(_ kind: TreeEntry.Kind, digest: String? = nil) -> TreeEntry {
        TreeEntry(
            kind: kind,
            metadata: Metadata(permissions: 0o755),
            origin: "a-1-1.noarch",
            digest: digest
        )
    }

    private static func file(_ path: String, digest: String = "d") -> TreeEntry {
        entry(.file(.payload(package: 0, path: path), size: 1), digest: digest)
    }

    private static func sample() throws -> Tree {
        var tree = Tree()
        try tree.add(file("/usr/bin/tool"), at: "/usr/bin/tool")
        try tree.add(entry(.directory), at: "/var/lib/tool")
        try tree.add(file("/var/lib/tool/data"), at: "/var/lib/tool/data")
        try tree.add(file("/opt/Tool/run"), at: "/opt/Tool/run")
        try tree.add(file("/opt/Tool/lib/x"), at: "/opt/Tool/lib/x")
        try tree.add(file("/etc/ld.so.conf.d/a.conf"), at: "/usr/etc/ld.so.conf.d/a.conf")
        try tree.add(file("/etc/ld.so.conf.d/b.conf"), at: "/usr/etc/ld.so.conf.d/b.conf")
        return tree
    }

    private static func apply(_ steps: [RecipeStep], to tree: inout Tree) throws {
        var supplies = StepSupplies(modified: .epoch)
        supplies.capabilities = { text in
            text == "bad" ? nil : ExtendedAttribute(name: "security.capability", value: [1])
        }
        supplies.content = { identity in
            identity.path == "/usr/bin/tool" ? [0x7f, 0, 1] : Array("Exec=/opt/Tool/run\n".utf8)
        }
        supplies.number = { name, isGroup in name == "tcpdump" && isGroup ? 72 : nil }
        try tree.apply(steps, supplies)
    }

    @Test("What is outside of /usr is moved or removed, and its folders go with it")
    func settled() throws {
        var tree = try Self.sample()
        #expect(throws: TreeError.outside(path: "/opt/Tool/lib/x", origin: "a-1-1.noarch")) {
            try tree.settle()
        }
        try Self.apply(
            [
                .move("/opt/Tool", to: "/usr/lib/Tool", optional: false),
                .symlink("/usr/bin/run", target: "../lib/Tool/run"),
                .remove("/var", optional: false),
                .move("/usr/etc/ld.so.conf.d/*", to: "/usr/lib/ld.so.conf.d/", optional: false),
                .directory("/usr/libexec/plugins/", mode: 0o700),
                .file("/usr/lib/x.conf", content: "[a]\n", mode: 0o600),
                .remove("/usr/lib/nothing", optional: true),
            ],
            to: &tree
        )
        try tree.settle()
        #expect(
            tree.paths == [
                "/usr", "/usr/bin", "/usr/bin/run", "/usr/bin/tool", "/usr/etc",
                "/usr/etc/ld.so.conf.d", "/usr/lib", "/usr/lib/Tool", "/usr/lib/Tool/lib",
                "/usr/lib/Tool/lib/x", "/usr/lib/Tool/run", "/usr/lib/ld.so.conf.d",
                "/usr/lib/ld.so.conf.d/a.conf", "/usr/lib/ld.so.conf.d/b.conf", "/usr/lib/x.conf",
                "/usr/libexec", "/usr/libexec/plugins",
            ]
        )
        #expect(tree.entries["/usr/libexec/plugins"]?.metadata.permissions == 0o700)
    }

    @Test("Metadata changes reach every name of a file")
    func hardLinks() throws {
        var tree = Tree()
        let shared = Self.file("/usr/bin/a")
        try tree.add(shared, at: "/usr/bin/a")
        try tree.add(shared, at: "/usr/bin/b")
        try Self.apply(
            [
                .mode("/usr/bin/b", to: 0o4755), .owner("/usr/bin/a", user: 1, group: 72),
                .capabilities("/usr/bin/a", to: "cap_net_raw=ep"),
            ],
            to: &tree
        )
        for path in ["/usr/bin/a", "/usr/bin/b"] {
            let metadata = tree.entries[path]?.metadata
            #expect(metadata?.permissions == 0o4755)
            #expect(metadata?.owner == 1)
            #expect(metadata?.group == 72)
            #expect(metadata?.attributes.count == 1)
        }
    }

    @Test("A text is replaced under all names of its file, and owners have names")
    func replaced() throws {
        var tree = try Self.sample()
        try tree.add(Self.file("/opt/Tool/run"), at: "/usr/bin/run")
        try Self.apply(
            [
                .replace("/opt/Tool/run", from: "/opt/Tool", to: "/usr/lib/Tool"),
                .replace("/usr/bin/run", from: "run", to: "go"),
                .owner("/usr/bin/tool", user: 0, group: .name("tcpdump")),
            ],
            to: &tree
        )
        let identity = try #require(tree.entries["/usr/bin/run"]?.kind)
        #expect(tree.entries["/opt/Tool/run"]?.kind == identity)
        #expect(tree.made.values.contains(Array("Exec=/usr/lib/Tool/go\n".utf8)))
        #expect(tree.entries["/usr/bin/tool"]?.metadata.group == 72)
    }

    @Test("What needs something that is absent does nothing where it may")
    func optional() throws {
        var tree = try Self.sample()
        let before = tree.paths
        try Self.apply(
            [
                .directory("/usr/no/folder", mode: 0o755, optional: true),
                .file("/usr/no/file", content: "x", mode: 0o644, optional: true),
                .symlink("/usr/bin/link", target: "nothing", optional: true),
                .move("/usr/no", to: "/usr/lib/", optional: true),
                .remove("/usr/no", optional: true),
                .replace("/usr/no", from: "a", to: "b", optional: true),
                .replace("/opt/Tool/run", from: "absent", to: "b", optional: true),
                .mode("/usr/no", to: 0o644, optional: true),
                .owner("/usr/no", user: .name("no"), group: 0, optional: true),
                .capabilities("/usr/no", to: "good", optional: true),
            ],
            to: &tree
        )
        #expect(tree.paths == before)
        #expect(tree.made.isEmpty)
    }

    static let refusals: [(RecipeStep, TreeError)] = [
        (.remove("/usr/no", optional: false), .nothingAt(path: "/usr/no", step: "remove")),
        (
            .move("/usr/no/*", to: "/usr/lib/", optional: false),
            .nothingAt(path: "/usr/no/*", step: "move")
        ),
        (.mode("/usr/no", to: 0o644), .nothingAt(path: "/usr/no", step: "mode")),
        (
            .capabilities("/usr/bin/tool", to: "bad"),
            .badCapabilities(path: "/usr/bin/tool", text: "bad")
        ),
        (
            .capabilities("/usr/bin", to: "good"),
            .wrongKind(path: "/usr/bin", step: "capabilities", expected: "a file")
        ),
        (
            .replace("/usr/share/no", from: "a", to: "b"),
            .nothingAt(path: "/usr/share/no", step: "replace")
        ),
        (
            .replace("/usr/bin/tool", from: "a", to: "b"),
            .wrongKind(path: "/usr/bin/tool", step: "replace", expected: "a text")
        ),
        (
            .replace("/opt/Tool/run", from: "/opt/tool", to: "b"),
            .noText("/opt/tool", path: "/opt/Tool/run")
        ),
        (
            .owner("/usr/bin/tool", user: .name("nobody-here"), group: 0),
            .unknownAccount("nobody-here", isGroup: false)
        ),
        (
            .file("/usr/bin/tool/x", content: "", mode: 0o644),
            .notADirectory(path: "/usr/bin/tool", below: "/usr/bin/tool/x", origin: "the recipe")
        ),
        (
            .symlink("/usr/bin/tool", target: "x"),
            .clash(path: "/usr/bin/tool", first: "a-1-1.noarch", second: "the recipe")
        ),
    ]

    @Test("A step that cannot be done is an error", arguments: refusals.indices)
    func refused(_ index: Int) throws {
        var tree = try Self.sample()
        #expect(throws: Self.refusals[index].1) {
            try Self.apply([Self.refusals[index].0], to: &tree)
        }
    }

    @Test("Two packages may have the same file, and not two different ones")
    func clashes() throws {
        var tree = try Self.sample()
        try tree.add(Self.file("/usr/bin/tool"), at: "/usr/bin/tool")
        try tree.add(Self.entry(.directory), at: "/usr/bin")
        #expect(throws: TreeError.self) {
            try tree.add(Self.file("/usr/bin/tool", digest: "other"), at: "/usr/bin/tool")
        }
        #expect(throws: TreeError.self) {
            try tree.add(Self.entry(.directory), at: "/usr/bin/tool")
        }
    }

    @Test("Devices and os-release are refused by name")
    func forbidden() throws {
        var tree = Tree()
        try tree.add(Self.entry(.special), at: "/usr/lib/null")
        #expect(throws: TreeError.specialFile(path: "/usr/lib/null", origin: "a-1-1.noarch")) {
            try tree.settle()
        }
        var other = Tree()
        try other.add(Self.file("/usr/lib/os-release"), at: "/usr/lib/os-release")
        #expect(throws: TreeError.forbidden(path: "/usr/lib/os-release", origin: "a-1-1.noarch")) {
            try other.settle()
        }
    }
}
