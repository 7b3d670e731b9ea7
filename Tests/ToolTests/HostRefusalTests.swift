import SystemPackage
import TestSupport
import Testing

@Suite(
    "What a host refuses leaves it as it was",
    .enabled(if: BuiltProgram.canBuild, "needs the built program and 'Fixtures/packages'")
)
struct HostRefusalTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is done to the repository before, by a script beside it.
        var damage: String?
        /// Whether the host takes the next version before.
        var needsUpdate = false
        /// `@URL` and `@ROOT` stand for the repository's.
        let arguments: String
        let verdict: Verdict

        init(
            _ name: String,
            damage: String? = nil,
            needsUpdate: Bool = false,
            _ arguments: String,
            _ code: Int32,
            _ says: String...
        ) {
            testDescription = name
            self.damage = damage
            self.needsUpdate = needsUpdate
            self.arguments = arguments
            verdict = Verdict(code: code, says: says)
        }
    }

    static let requests = [
        Example("no source of that name", "source remove nothing", 1, "no source 'nothing'"),
        Example("install from no source", "install veneer-hello --source nothing", 1, "'nothing'"),
        Example("no such extension", "install no-such", 1, "'no-such'", "asked: demo"),
        Example("a misspelt extension", "install veneer-helo", 1, "did you mean 'veneer-hello'?"),
        Example("remove what is not there", "remove htop", 1, "'htop' is not installed"),
        Example("no such generation", "rollback 99", 1, "no generation 99"),
        Example("a source of a taken name", "source add demo @URL --pin @ROOT", 1, "already"),
        Example(
            "a source with another root",
            "source add other @URL --pin sha256:\(String(repeating: "0f", count: 32))",
            3,
            "has another root 1"
        ),
        Example("a root that is none", "source add other @URL --pin sha256:00", 1, "no root"),
        Example("a root that is nowhere", "source add other @URL --pin nonsense", 1, "'nonsense'"),
        Example(
            "a source whose server is dead",
            "source add other http://127.0.0.1:1 --pin @ROOT",
            1,
            "the connection was refused"
        ),
        Example("a source that is none", "source add other @URL/x --pin @ROOT", 1, "is missing"),
        Example("a URL of another kind", "source add other gopher://x --pin @ROOT", 64, "gopher"),
        Example("a name with a slash", "install a/b", 64, "'a/b'"),
        Example("nothing to install", "install", 64, "<name>"),
        Example("an unknown option", "status --wrong", 64, "--wrong"),
    ]

    static let servers = [
        Example(
            "an image that was changed on the server",
            damage: "printf '\\377' | dd of=$next bs=1 seek=9000 conv=notrunc status=none",
            "update",
            3,
            "the checksum of"
        ),
        Example(
            "an image that was cut short on the server",
            damage: "truncate -s 9000 $next",
            "update",
            3,
            "9000 bytes instead of"
        ),
        Example("an image that is gone", damage: "rm $next", "update", 1, "there is no '"),
        Example(
            "a timestamp that was changed",
            damage: "sed -i 's/\"version\": 2/\"version\": 3/' $timestamp",
            "update",
            3,
            "0 of the keys that are trusted for 'timestamp' signed it"
        ),
        Example(
            "a list of images that was changed",
            damage: "sed -i 's/2.0-1/3.0-1/' repository/metadata/2.extension-veneer-hello.json",
            "update",
            3,
            "is not the file that was announced"
        ),
        Example(
            "a timestamp of garbage",
            damage: "echo { >$timestamp",
            "update",
            3,
            "not valid JSON"
        ),
        Example("no timestamp", damage: "rm $timestamp", "update", 1, "gave no index"),
        Example(
            "an older timestamp than the one before",
            damage: "cp timestamp.old $timestamp",
            needsUpdate: true,
            "update",
            3,
            "is not to be trusted"
        ),
        Example(
            "a server that is dead",
            damage:
                "sed -i 's|^url:.*|url: http://127.0.0.1:1|' root/etc/veneer/sources.d/demo.yaml",
            "update",
            1,
            "the connection was refused"
        ),
        Example(
            "a state that is damaged",
            damage: "echo { >root/var/lib/veneer/state.json",
            "update",
            1,
            "state.json' is damaged"
        ),
        Example(
            "a source file that is damaged",
            damage: "echo 'adress: x' >root/etc/veneer/sources.d/demo.yaml",
            "update",
            1,
            "line 1, column 1: unknown key 'adress'"
        ),
        Example(
            "no operating system",
            damage: "rm root/usr/lib/os-release",
            "status",
            1,
            "os-release"
        ),
    ]

    @Test("Requests and servers", arguments: requests + servers)
    func refused(_ example: Example) async throws {
        try await InstalledHost.with { host in
            if let damage = example.damage {
                try await host.prepare("cp repository/metadata/timestamp.json timestamp.old")
                try await host.publishNext()
                if example.needsUpdate { try await host.run("update").check() }
                try await host.prepare(
                    """
                    next=$(echo repository/veneer-hello/*-2.0-*.raw)
                    timestamp=repository/metadata/timestamp.json
                    \(damage)
                    """
                )
            }
            let before = try await HostRecord(host.root)
            let arguments = example.arguments.split(separator: " ").map { word in
                String(word).replacing("@URL", with: host.url)
                    .replacing("@ROOT", with: host.publisher.pin)
            }
            let result = try await BuiltProgram.run(arguments + ["--root", host.root.string])
            example.verdict.check(result)
            #expect(try await HostRecord(host.root) == before)
        }
    }

    @Test(
        "Wrong usage",
        .enabled(if: BuiltProgram.isThere),
        arguments: [
            ["nonsense"], ["--nonsense"], ["build"],
            ["build", "x", "--base", "y", "--threads", "many"],
            ["build", "x", "--base", "y", "--compression", "zip"],
            ["serve", "x", "--port", "70000"],
            ["source", "add", "x"], ["publish", "x"], ["key", "show"], ["inspect"],
        ]
    )
    func usage(_ arguments: [String]) async throws {
        Verdict(code: 64, says: ["Usage: veneer"]).check(try await BuiltProgram.run(arguments))
    }
}
