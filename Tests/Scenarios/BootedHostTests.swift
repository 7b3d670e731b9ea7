import SystemPackage
import TestSupport
import Testing

@Suite(
    "A booted host with the systemd of today",
    .enabled(if: BootedHost.isReady, Comment(rawValue: BootedHost.needs))
)
struct BootedHostTests {
    @Test func `systemd-sysext merges the images alone, and their service starts`() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            let images = try await publisher.build(["htop", "veneer-hello"], .first)
            let htop = try await image("htop", in: images)
            let hello = try await image("veneer-hello", in: images)
            try await BootedHost.play(
                """
                ends 127 inside veneer-hello
                inside systemctl restart systemd-sysext
                has "the program" "$(inside veneer-hello)" "veneer-hello 1.0"
                has "htop" "$(inside htop --version)" "htop "
                is "jq and its libraries" "$(inside jq -n '6 * 7')" 42
                becomes "the service, once merged" active inside systemctl is-active veneer-hello
                inside systemctl enable --quiet systemd-sysext
                reboot
                becomes "the service, after a boot" active inside systemctl is-active veneer-hello
                has "what it does" "$(inside cat /run/veneer-hello/greeting)" "version 1.0"
                """,
                copies: [
                    (htop, "/var/lib/extensions/htop.raw"),
                    (hello, "/var/lib/extensions/veneer-hello.raw"),
                ],
                in: folder
            )
        }
    }

    @Test func `systemd-sysupdate updates from a served repository`() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            try await publisher.publish(["veneer-hello"], .first)
            let next = try await publisher.build(["veneer-hello"], .next)
            _ = try await withWebServer(publisher.repository, scratch: folder) { url in
                // Only now is it known where the repository is.
                try await publisher.publish(["veneer-hello"], .first, url: url)
                try await BootedHost.play(
                    Self.sysupdateStory,
                    in: folder,
                    environment: try storyEnvironment(publisher, next: next, url: url)
                )
            }
        }
    }

    private static let sysupdateStory = """
        update() { inside /usr/lib/systemd/systemd-sysupdate -C veneer-hello --no-pager "$@"; }
        definition=/etc/sysupdate.veneer-hello.d/veneer-hello.transfer
        copy "$repository/veneer-hello.transfer" $definition
        inside mkdir -p /var/lib/extensions /var/lib/extensions.d
        has "the first list" "$(update --json=short list)" '"all":["1.0-1"]'
        update update
        inside systemctl restart systemd-sysext
        has "the first version" "$(inside veneer-hello)" "veneer-hello 1.0"
        ends 1 update check-new
        eval "$publish_next"
        is "a new version" "$(update check-new)" 2.0-1
        update update
        inside systemd-sysext refresh
        has "the second version" "$(inside veneer-hello)" "veneer-hello 2.0"
        has "the last list" "$(update --json=short list)" '"current":"2.0-1"'
        """

    @Test func `veneer manages the host it runs on, over boots`() async throws {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            try await publisher.publish(["htop", "veneer-hello"], .first)
            let next = try await publisher.build(["veneer-hello"], .next)
            let program = folder.appending("program")
            try await PortableProgram.copy(to: program)
            _ = try await withWebServer(publisher.repository, scratch: folder) { url in
                try await BootedHost.play(
                    Self.veneerStory,
                    copies: PortableProgram.places(of: program) + [
                        (
                            FixtureFolder.checkout.appending("Systemd/veneer-activate.service"),
                            "/etc/systemd/system/veneer-activate.service"
                        )
                    ],
                    in: folder,
                    environment: try storyEnvironment(publisher, next: next, url: url)
                )
            }
        }
    }

    private static let veneerStory = """
        states() {
            inside veneer status --json | python3 -c 'import json, sys
        for row in json.load(sys.stdin)["extensions"]: print(row["name"], row["state"])'
        }
        merged=$'htop merged\\nveneer-hello merged'
        inside veneer source add demo "$url" --pin "$pin"
        ends 127 inside veneer-hello
        inside veneer install htop veneer-hello
        has "installed" "$(inside veneer-hello)" "veneer-hello 1.0"
        becomes "the service" active inside systemctl is-active veneer-hello
        inside systemctl enable --quiet systemd-sysext veneer-activate
        reboot
        is "states after a boot" "$(states)" "$merged"
        becomes "the unit" active inside systemctl is-active veneer-activate
        becomes "the service after a boot" active inside systemctl is-active veneer-hello
        ends 2 inside veneer update --check
        eval "$publish_next"
        inside veneer update
        has "updated" "$(inside veneer-hello)" "veneer-hello 2.0"
        reboot
        is "states after the update and a boot" "$(states)" "$merged"
        has "updated, after a boot" "$(inside veneer-hello)" "veneer-hello 2.0"
        inside veneer rollback
        has "rolled back" "$(inside veneer-hello)" "veneer-hello 1.0"
        reboot
        is "states after the rollback and a boot" "$(states)" "$merged"
        has "rolled back, after a boot" "$(inside veneer-hello)" "veneer-hello 1.0"
        inside veneer remove htop veneer-hello
        ends 127 inside htop --version
        reboot
        ends 127 inside veneer-hello
        is "states at the end" "$(states)" ""
        """

    @Test func `an image of a single block is merged like any other`() async throws {
        try await withTemporaryFolder { folder in
            try await Command.run(
                "bash",
                "-euc",
                "source \"$1/Fixtures/lib/tiny.sh\"; tiny_image \"$2/tiny.raw\" tiny 1",
                "bash",
                FixtureFolder.checkout.string,
                folder.string
            ).check()
            let image = folder.appending("tiny.raw")
            let size = try await Command.run("stat", "-c", "%s", image.string).check()
            try #require(size == "4096\n")
            try await BootedHost.play(
                """
                for _ in {1..5}; do inside systemd-sysext refresh; done
                is "the program" "$(inside tiny)" "tiny 1"
                """,
                copies: [(image, "/var/lib/extensions/tiny.raw")],
                in: folder
            )
        }
    }

    /// What a story is told: where the repository is, its key, and how the next version is published.
    private func storyEnvironment(
        _ publisher: DemoPublisher,
        next: FilePath,
        url: String
    ) throws -> [String: String] {
        let publish = [BuiltProgram.path.string] + publisher.publishing(next, url: url)
        return [
            "url": url, "pin": publisher.pin, "repository": publisher.repository.string,
            "publish_next": publish.map { "'\($0)'" }.joined(separator: " "),
        ]
    }

    /// The only image of an extension.
    private func image(_ name: String, in folder: FilePath) async throws -> FilePath {
        let found = try await Command.run(
            "find",
            folder.string,
            "-name",
            "\(name)-*.raw"
        ).check()
        return FilePath(
            try #require(found.split(whereSeparator: \.isNewline).first.map(String.init))
        )
    }
}
