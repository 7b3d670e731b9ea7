import Building
import EROFS
import Model
import SELinux
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Labels in images",
    .enabled(if: FixtureFolder.path != nil, "the fixtures are not made (make fixtures)")
)
struct LabelledImageTests {
    private static let contexts = """
        /.*\tsystem_u:object_r:default_t:s0
        /usr/.*\tsystem_u:object_r:usr_t:s0
        /usr/lib/.*\tsystem_u:object_r:lib_t:s0
        /usr/bin/.*\tsystem_u:object_r:bin_t:s0
        /usr/bin/[^/]+\t-l\tsystem_u:object_r:link_t:s0
        /usr/lib/systemd/system/.*\t--\tsystem_u:object_r:unit_t:s0
        /usr/share/missing(/.*)?\tsystem_u:object_r:bin_t:s0
        /\t-d\tsystem_u:object_r:root_t:s0
        /usr\t-d\tsystem_u:object_r:usr_t:s0
        /usr/share/greeting\t--\tsystem_u:object_r:strange_t:s0

        """

    /// A copy of the fixtures' base with SELinux in it, as image-based systems have it before they are deployed.
    private static func base(in folder: FilePath) async throws -> FilePath {
        let base = folder.appending("base")
        try await Command.run(
            "cp",
            "-a",
            FixtureFolder.appending("base").string,
            base.string
        ).check()
        let files = base.appending("usr/etc/selinux/targeted/contexts/files")
        try await Command.run("mkdir", "-p", files.string).check()
        try DemoCatalogue.write(
            "SELINUX=enforcing\nSELINUXTYPE=targeted\n",
            to: base.appending("usr/etc/selinux/config")
        )
        try DemoCatalogue.write(contexts, to: files.appending("file_contexts"))
        try DemoCatalogue.write(
            "/usr/libexec /usr/bin\n",
            to: files.appending("file_contexts.subs_dist")
        )
        return base
    }

    private static let recipe = """
        packages: [veneer-hello]
        start: [veneer-hello.service]
        steps:
          - directory: /usr/libexec/demo
          - file: /usr/share/greeting
            content: hello
        """

    @Test(
        "Every file of an image has its label, as the kernel shows it",
        .enabled(
            if: FixtureFolder.isRoot && Command.exists("getfattr"),
            "needs root to mount, and getfattr (attr)"
        )
    )
    func mounted() async throws {
        try await withTemporaryFolder { folder in
            let base = try await Self.base(in: folder)
            let report = try await DemoCatalogue(folder: folder).build(
                "labelled",
                Self.recipe,
                base: base
            )
            #expect(!report.findings.contains { $0.check == "labels" })
            let point = folder.appending("mnt")
            let labels = try await Command.run(
                "sh",
                "-c",
                """
                mkdir "$2" && mount -t erofs -o ro,loop "$1" "$2" && cd "$2" &&
                { find . -exec getfattr -h -n security.selinux --absolute-names {} + ; cd /; umount "$2"; }
                """,
                "sh",
                report.path,
                point.string
            ).check()
            let shown = Self.parse(labels)
            let expected = [
                "/": "root_t", "/usr": "usr_t", "/usr/bin": "usr_t",
                "/usr/bin/veneer-hello": "bin_t",
                "/usr/bin/greet": "link_t", "/usr/libexec/demo": "bin_t",
                "/usr/lib/systemd/system/veneer-hello.service": "unit_t",
                "/usr/lib/systemd/system/multi-user.target.d/10-labelled.conf": "unit_t",
                "/usr/lib/extension-release.d/extension-release.labelled": "lib_t",
                "/usr/share/greeting": "strange_t",
            ]
            for (path, type) in expected {
                #expect(shown[path] == "system_u:object_r:\(type):s0", "\(path)")
            }
            try Self.compare(shown, with: FilePath(report.path))
        }
    }

    private static func parse(_ dump: String) -> [String: String] {
        var labels: [String: String] = [:]
        var path = ""
        for line in dump.split(separator: "\n") {
            if line.hasPrefix("# file: .") {
                path = String(line.dropFirst("# file: .".count))
                if path.isEmpty { path = "/" }
            } else if line.hasPrefix("security.selinux=\"") {
                labels[path] = String(line.dropFirst("security.selinux=\"".count).dropLast())
            }
        }
        return labels
    }

    /// Our reader sees what the kernel shows: on every file, with the NUL that the kernel keeps.
    private static func compare(_ shown: [String: String], with image: FilePath) throws {
        let file = try FileDescriptor.open(image, .readOnly)
        try file.closeAfter {
            let reader = try Reader(file: file)
            try reader.walk { path, inode in
                let attribute = try reader.attributes(of: inode).first {
                    $0.name == "security.selinux"
                }
                let label = attribute.flatMap { SecurityContext(attributeValue: $0.value) }
                #expect(attribute?.value.last == 0, "\(path)")
                #expect(label != nil && label?.description == shown[path.description], "\(path)")
            }
        }
    }

    @Test func `a base without SELinux gives no labels, and says so`() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build("plain", Self.recipe)
            let finding = report.findings.first { $0.check == "labels" }
            #expect(finding?.level == .note)
        }
    }

    @Test func `malformed file contexts of a base stop the build`() async throws {
        try await withTemporaryFolder { folder in
            let base = try await Self.base(in: folder)
            try DemoCatalogue.write(
                "/usr/bin(/.*\tsystem_u:object_r:bin_t:s0\n",
                to: base.appending(
                    "usr/etc/selinux/targeted/contexts/files/file_contexts"
                )
            )
            await #expect(throws: LabelError.self) {
                try await DemoCatalogue(folder: folder).build("bad", Self.recipe, base: base)
            }
        }
    }

    @Test
    func `a module in the image that is none is a warning, and another policy's is left alone`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let base = try await Self.base(in: folder)
            let report = try await DemoCatalogue(folder: folder).build(
                "modules",
                """
                packages: [veneer-hello]
                steps:
                  - file: /usr/share/selinux/packages/targeted/bad.pp
                    content: this is no module
                  - file: /usr/share/selinux/packages/mls/bad.pp
                    content: this is no module
                  - file: /usr/share/selinux/packages/good.cil
                    content: |
                      (type demo_t)
                      (filecon "/usr/share/greeting" file (system_u object_r demo_t ((s0) (s0))))
                      (filecon "/usr/share/odd" file (system_u object_r odd_t ((s0) (s0))))
                  - file: /usr/share/greeting
                    content: hello
                  - file: /usr/share/odd
                    content: hello
                """,
                base: base
            )
            let found = report.findings.filter { $0.check == "labels" }
            #expect(
                Set(found.map { "\($0.level.rawValue) \($0.subject)" }) == [
                    "warning /usr/share/selinux/packages/targeted/bad.pp", "note demo_t",
                    "warning odd_t",
                ]
            )
        }
    }
}
