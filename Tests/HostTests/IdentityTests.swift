import Host
import Model
import Testing

@Suite("Images that match more than one system")
struct IdentityTests {
    private static let anywhere = "ID=_any\nVERSION_ID=12\nARCHITECTURE=x86-64\n"

    @Test func `an image for any system is taken on its own release, and left out on the next`()
        async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try await host.repository.add("roam", "1", claims: Self.anywhere)
            try host.repository.publish()
            _ = try await manager.install([name("roam"), name("tree")])
            #expect(host.merger.files.keys.sorted() == ["roam", "tree"])
            // The next boot is into another release: systemd would still merge it, so it must not be linked.
            try host.write("ID=debian\nVERSION_ID=13\n", to: "usr/lib/os-release")
            let report = try await host.manager().activate()
            #expect(report.problems.count == 2)
            #expect(report.problems.contains { $0.contains("labelled for release 12") })
            #expect(try linkedFiles(host.root).isEmpty)
        }
    }

    @Test func `an image whose file says any system is not taken on the word of the index alone`()
        async throws
    {
        try await TestHost.with { host in
            let manager = try await host.ready()
            try await host.repository.add(
                "roam",
                "1",
                release: "11",
                claims: "ID=debian\nVERSION_ID=12\nARCHITECTURE=x86-64\n",
                inside: Self.anywhere
            )
            try host.repository.publish()
            await #expect(throws: ImageError.self) { try await manager.install([name("roam")]) }
            #expect(try host.files("var/lib/extensions.d").isEmpty)
        }
    }

    struct Likeness: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var libraries: [String]
        var fits: Bool
    }

    @Test(
        "A host that is only like the base needs systemd 258",
        arguments: [
            Likeness(
                testDescription: "257",
                libraries: ["libsystemd-shared-257.9-1.fc42.so"],
                fits: false
            ),
            Likeness(testDescription: "258", libraries: ["libsystemd-shared-258.so"], fits: true),
            Likeness(
                testDescription: "260~rc1",
                libraries: ["libsystemd-shared-260~rc1-1.fc44.so", "libsystemd-core-200.so"],
                fits: true
            ),
            Likeness(testDescription: "nobody can tell", libraries: [], fits: true),
            Likeness(
                testDescription: "two at once",
                libraries: ["libsystemd-shared-257.so", "libsystemd-shared-258.so"],
                fits: true
            ),
            Likeness(
                testDescription: "a number that is none",
                libraries: ["libsystemd-shared-.so", "libsystemd-shared-99999999999999999999.so"],
                fits: true
            ),
        ]
    )
    func likeness(_ example: Likeness) async throws {
        try await TestHost.with(os: "ID=bluefish\nID_LIKE=\"debian\"\nVERSION_ID=12\n") { host in
            for library in example.libraries {
                try host.write("", to: "usr/lib/systemd/\(library)")
            }
            let manager = try await host.ready()
            guard !example.fits else {
                _ = try await manager.install([name("tree")])
                #expect(host.merger.files.keys.sorted() == ["tree"])
                return
            }
            let error = await #expect(throws: SelectionError.self) {
                try await manager.install([name("tree")])
            }
            #expect(error?.description.contains("systemd 257 does not know") == true)
        }
    }

    @Test func `a host of the very same system needs no newer systemd`() async throws {
        try await TestHost.with { host in
            try host.write("", to: "usr/lib/systemd/libsystemd-shared-252.so")
            _ = try await host.ready().install([name("tree")])
            #expect(host.merger.files.keys.sorted() == ["tree"])
        }
    }
}
