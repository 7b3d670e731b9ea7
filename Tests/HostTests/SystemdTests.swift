import Model
import SystemPackage
import TUF
import TestSupport
import Testing

@Suite(
    "With the real systemd-sysext",
    .enabled(if: Stage.isReady, "needs root, the built program and 'Fixtures/base'")
)
struct SystemdTests {
    /// Runs a script in a private namespace around a fresh host; `v` is the program, `in` enters the host.
    private func play(_ script: String) async throws -> Command.Result {
        try await withTemporaryFolder { folder in
            let (key, rootKey) = (SigningKey(), SigningKey())
            var pin = ""
            for stage in 1...3 {
                let repository = try TestRepository(
                    folder.appending("stage\(stage)"),
                    key: key,
                    rootKey: rootKey
                )
                pin = repository.pin.text
                for version in 1...stage { try await repository.add("greet", "\(version)") }
                try await repository.add("wave", "1")
                try await repository.add(
                    "roam",
                    "1",
                    release: "11",
                    claims: "ID=_any\nVERSION_ID=11\nARCHITECTURE=x86-64\n"
                )
                try repository.publish(version: stage)
            }
            let host = folder.appending("host").string
            try await Command.run("cp", "-a", Stage.base.string, host).check()
            let prelude = """
                set -euo pipefail
                v() { "$program" "$@" --root "$host"; }
                inside() { chroot "$host" "$@"; }
                stage() { rm -rf "$folder/now"; cp -a "$folder/stage$1" "$folder/now"; }
                is() { [[ $2 == "$3" ]] || { echo "$1: '$2' is not '$3'" >&2; exit 9; }; }
                fails() { local code=$1 got=0; shift; "$@" || got=$?; is "$*" "$got" "$code"; }
                state() { v status --json | python3 -c \\
                    'import json, sys; [print(e["name"], e["state"]) for e in json.load(sys.stdin)["extensions"]]'; }
                stage 1
                v source add main "file://$folder/now" --pin "$pin"

                """
            return try await Command.run(
                Stage.enter.string,
                host,
                "--",
                "bash",
                "-c",
                prelude + script,
                environment: [
                    "program": BuiltProgram.path.string, "host": host, "folder": folder.string,
                    "pin": pin,
                ]
            )
        }
    }

    @Test func `programs run out of the merged usr, through every verb`() async throws {
        try await play(
            """
            v install greet wave
            is installed "$(inside greet)" "greet 1"
            is states "$(state)" $'greet merged\\nwave merged'
            stage 2
            v update --check
            v update --no-refresh
            is "still merged" "$(inside greet)" "greet 1"
            is states "$(state)" $'greet linked\\nwave merged'
            v update
            is updated "$(inside greet)" "greet 2"
            fails 2 v update --check
            v rollback
            is "rolled back" "$(inside greet)" "greet 1"
            v remove wave
            fails 127 inside wave
            is kept "$(inside greet)" "greet 1"
            v remove greet
            fails 127 inside greet
            is unmerged "$(ls "$host/run/extensions")" ""
            """
        ).check()
    }

    @Test
    func `an image for any system and another release is refused, though systemd would merge it`()
        async throws
    {
        try await play(
            """
            words=$(v install roam 2>&1) && exit 8
            [[ $words == *"labelled for release 11, this host is release 12"* ]]
            fails 127 inside roam
            is "nothing stays" "$(ls -A "$host/var/lib/extensions.d")" ""
            cp "$folder/now/roam/roam-1-11-x86-64.raw" "$host/run/extensions/roam.raw"
            inside systemd-sysext refresh
            is "merged by systemd alone" "$(inside roam)" "roam 1"
            """
        ).check()
    }

    @Test func `a boot links first and systemd merges then`() async throws {
        try await play(
            """
            v install greet wave --no-refresh
            fails 127 inside greet
            is states "$(state)" $'greet linked\\nwave linked'
            rm "$host"/run/extensions/*
            : > "$host"/var/lib/extensions.d/wave-1-12-x86-64.raw
            fails 1 v activate
            inside systemd-sysext refresh
            is booted "$(inside greet)" "greet 1"
            is states "$(state)" $'greet merged\\nwave missing'
            v update
            is healed "$(inside wave)" "wave 1"
            """
        ).check()
    }

    @Test func `a merge that fails leaves what was merged`() async throws {
        try await play(
            """
            v install greet
            echo "no image" > "$host/run/extensions/broken.raw"
            stage 2
            fails 1 v update
            is kept "$(inside greet)" "greet 1"
            is link "$(readlink "$host/run/extensions/greet.raw")" ../../var/lib/extensions.d/greet-1-12-x86-64.raw
            rm "$host/run/extensions/broken.raw"
            v update
            is updated "$(inside greet)" "greet 2"
            mkdir -p "$host/etc/extensions/wave"
            fails 1 v install wave
            is kept "$(inside greet)" "greet 2"
            is states "$(state)" "greet merged"
            """
        ).check()
    }

    @Test func `a full disk and a read-only one leave the host as it was`() async throws {
        try await play(
            """
            v install greet
            store="$host/var/lib/extensions.d"
            mount -t tmpfs -o size=4k tmpfs "$store"
            fails 1 v install wave
            is "no leftovers" "$(cd "$store" && echo .[!.]*)" ".[!.]*"
            umount "$store"
            mount --bind "$host/var/lib" "$host/var/lib"
            mount -o remount,bind,ro "$host/var/lib"
            fails 1 v install wave
            umount "$host/var/lib"
            is kept "$(inside greet)" "greet 1"
            is states "$(state)" "greet merged"
            """
        ).check()
    }
}
