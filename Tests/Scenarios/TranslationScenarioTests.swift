import SystemPackage
import TestSupport
import Testing

@Suite(
    "What packages want outside of /usr, on a booted host",
    .enabled(if: BootedHost.isReady, Comment(rawValue: BootedHost.needs))
)
struct TranslationScenarioTests {
    @Test func `accounts, folders, defaults, links and units are there after a merge`() async throws
    {
        try await withTemporaryFolder { folder in
            let image = try await build(in: folder)
            try await BootedHost.play(
                Self.story,
                copies: [(image, "/var/lib/extensions/cases.raw")],
                in: folder
            )
        }
    }

    /// Builds one extension of all cases that a host can do.
    private func build(in folder: FilePath) async throws -> FilePath {
        let cases = [
            "dynamic", "static", "provided", "state", "config", "opt", "plain", "fancy", "units",
        ]
        let recipe = """
            name: cases
            summary: All cases
            packages: [\(cases.map { "veneer-cases-\($0)" }.joined(separator: ", "))]
            start: [veneer-enabled.service, veneer-aliased.service]
            allow: {owners: ["*"], units: ["*"]}
            repositories:
              - id: cases
                url: \(try FixtureFolder.appending("repo-cases"))
                keys: [\(try FixtureFolder.appending("keys/fixtures.asc"))]
            """
        try await Command.run(
            "bash",
            "-euc",
            "mkdir -p \"$1/cases\"; cat >\"$1/cases/recipe.yaml\" <<<\"$2\"",
            "bash",
            folder.string,
            recipe
        ).check()
        let output = folder.appending("images")
        try await BuiltProgram.run([
            "build", folder.appending("cases").string,
            "--base", FixtureFolder.appending("base").string,
            "--output", output.string, "--cache", folder.appending("cache").string,
        ]).check()
        let found = try await Command.run("find", output.string, "-name", "cases-*.raw").check()
        return FilePath(
            try #require(found.split(whereSeparator: \.isNewline).first.map(String.init))
        )
    }

    private static let story = """
        owner() { inside stat -c '%a %U %G' "$1"; }
        check() {
            for user in veneer-dynamic veneer-provided veneer-static; do
                has "the user $user $1" "$(inside getent passwd $user)" "$user:"
            done
            has "the home $1" "$(inside getent passwd veneer-dynamic)" /var/lib/veneer-dynamic
            is "the number $1" "$(inside id -u veneer-static)" 712
            is "a file by its number $1" "$(owner /usr/share/veneer-static/secret)" "640 root veneer-static"
            is "a folder of the user $1" "$(owner /var/lib/veneer-dynamic)" "750 veneer-dynamic veneer-dynamic"
            is "a folder $1" "$(owner /var/lib/veneer-state)" "750 daemon daemon"
            is "a folder that the package says itself $1" "$(owner /var/lib/veneer-known)" "711 daemon daemon"
            is "a ghost $1" "$(owner /run/veneer-state)" "755 daemon daemon"
            is "a file $1" "$(owner /var/lib/veneer-state/data)" "600 daemon daemon"
            is "its content, by a link $1" "$(inside cat /var/lib/veneer-state/current)" "data of the package"
            is "a secret default $1" "$(owner /etc/veneer-config/secret.conf)" "640 root veneer-config"
            is "a link in etc $1" "$(inside readlink /etc/veneer-config/link.conf)" main.conf
            is "a program of opt $1" "$(inside veneer-opt)" "from /usr/lib/veneer-opt: words of the program"
            is "the same by its old name $1" "$(inside /opt/veneer-opt/bin/run)" "from /usr/lib/veneer-opt: words of the program"
            is "the alternative $1" "$(inside veneer-words)" "fancy words"
            is "its follower $1" "$(inside cat /usr/share/veneer-cases/words)" "fancy words"
            becomes "a unit $1" active inside systemctl is-active veneer-enabled
            becomes "a unit by its alias $1" active inside systemctl is-active dbus-veneer
            is "a unit that nobody starts $1" "$(inside systemctl is-active veneer-disabled || true)" inactive
        }
        inside systemctl restart systemd-sysext
        inside systemd-sysusers
        inside systemd-tmpfiles --create
        check "after a live merge"
        is "the default in etc" "$(inside cat /etc/veneer-config/main.conf)" "colour = green"
        inside sh -c 'echo colour = blue >/etc/veneer-config/main.conf; chmod 711 /etc/veneer-config/private'
        inside systemctl enable --quiet systemd-sysext
        reboot
        check "after a boot"
        is "an administrator's change stays" "$(inside cat /etc/veneer-config/main.conf)" "colour = blue"
        is "so does a mode" "$(owner /etc/veneer-config/private)" "711 root root"
        is "failed units" "$(inside systemctl list-units --failed --plain --no-legend)" ""
        """

    @Test func `a boot, or a merge alone, makes all of it before its units start`() async throws {
        try await withTemporaryFolder { folder in
            let image = try await build(in: folder)
            for first in ["systemctl restart systemd-sysext", "true"] {
                try await BootedHost.play(
                    """
                    made() {
                        for _ in {1..50}; do
                            [[ $(inside systemctl is-active veneer-cases-setup) != active ]] || break
                            sleep 0.2
                        done
                        for user in veneer-dynamic veneer-provided veneer-static; do
                            has "the user $user" "$(inside getent passwd $user)" "$user:"
                        done
                        is "its folder" "$(inside stat -c '%a %U %G' /var/lib/veneer-dynamic)" "750 veneer-dynamic veneer-dynamic"
                        is "a default" "$(inside cat /etc/veneer-config/main.conf)" "colour = green"
                        is "a program of opt" "$(inside /opt/veneer-opt/bin/run)" "from /usr/lib/veneer-opt: words of the program"
                        becomes "a unit" active inside systemctl is-active veneer-enabled
                        is "what it waits for" "$(inside systemctl show -P After veneer-enabled | grep -o veneer-cases-setup.service)" veneer-cases-setup.service
                    }
                    if [[ '\(first)' != true ]]; then
                        inside \(first)
                        made
                    fi
                    inside systemctl enable --quiet systemd-sysext
                    reboot
                    made
                    """,
                    copies: [(image, "/var/lib/extensions/cases.raw")],
                    in: folder
                )
            }
        }
    }
}
