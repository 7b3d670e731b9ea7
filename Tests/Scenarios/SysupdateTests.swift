import SystemPackage
import TestSupport
import Testing

/// Hosts without Veneer, with the systemd of today and of tomorrow, on a repository that is signed for them.
@Suite(
    "systemd-sysupdate with Verify=yes",
    .enabled(if: BootedHost.isReady, Comment(rawValue: BootedHost.needs)),
    .enabled(if: OpenPGPHome.isPossible, Comment(rawValue: OpenPGPHome.needs))
)
struct SysupdateTests {
    @Test func `the systemd of today takes what is signed, and nothing else`() async throws {
        try await play(suite: nil, keyring: "import-pubring.gpg")
    }

    @Test(
        .enabled(if: BootedHost.hasNext, "needs a second host (Fixtures/host create --suite sid)")
    )
    func `the systemd of tomorrow takes what is signed and fresh, and nothing else`() async throws {
        try await play(suite: "sid", keyring: "import-pubring.pgp")
    }

    private func play(suite: String?, keyring: String) async throws {
        try await OpenPGPHome.with { home in
            try await withTemporaryFolder { folder in
                let key = try await home.makeKey("publisher")
                let stranger = try await home.makeKey("stranger")
                let publisher = try await DemoPublisher(folder)
                let first = try await publisher.build(["veneer-hello"], .first)
                let next = try await publisher.build(["veneer-hello"], .next)
                try await Command.run("mkdir", publisher.repository.string).check()
                _ = try await withWebServer(publisher.repository, scratch: folder) { url in
                    let arguments = publisher.publishing(first, url: url, gpgKey: key)
                    try await BuiltProgram.run(arguments, environment: home.environment).check()
                    let publish =
                        [BuiltProgram.path.string]
                        + publisher.publishing(next, url: url, gpgKey: key)
                    try await BootedHost.play(
                        Self.story,
                        in: folder,
                        suite: suite,
                        environment: [
                            "url": url, "key": key, "stranger": stranger, "keyring": keyring,
                            "repository": publisher.repository.string,
                            "GNUPGHOME": home.path.string, "suite": suite ?? "",
                            "publish_next": publish.map { "'\($0)'" }.joined(separator: " "),
                        ]
                    )
                }
            }
        }
    }

    private static let story =
        """
        update() { inside /usr/lib/systemd/systemd-sysupdate -C veneer-hello --no-pager "$@"; }
        # refused WHAT: no list is believed, and what is merged stays.
        refused() {
            ends 1 update list >/dev/null || fail "$1 was accepted"
            has "what stays after: $1" "$(inside veneer-hello)" "veneer-hello 1.0"
        }
        believed() { ends 0 update list >/dev/null || fail "$1 was refused"; }
        sign() { gpg --batch --yes --quiet --local-user "$1" --output $list.gpg --detach-sign $list; }
        dated() { sed -i "s/BEST-BEFORE-.*/BEST-BEFORE-$1/" $list; sign $key; }
        trust() { copy "$1" /etc/systemd/$keyring; }
        list=$repository/veneer-hello/SHA256SUMS
        definition=veneer-hello.transfer
        is "both definitions" "$(cat $repository/veneer-hello.conf)" "$(cat $repository/$definition)"
        has "the definition" "$(cat $repository/$definition)" "Verify=yes"
        copy $repository/$definition /etc/sysupdate.veneer-hello.d/$definition
        inside mkdir -p /var/lib/extensions
        for name in SHA256SUMS.sha256.asc SHA256SUMS.sha256.gpg; do
            code=$(inside curl -s -o /dev/null -w '%{http_code}' "$url/veneer-hello/$name")
            is "$name" "$code" 404
        done
        gpg --batch --yes --export $stranger >$list.stranger
        trust $list.stranger
        ends 1 update list
        trust $repository/import-pubring.pgp
        has "the first list" "$(update --json=short list)" '"all":["1.0-1"]'
        update update
        inside systemctl restart systemd-sysext
        has "the first version" "$(inside veneer-hello)" "veneer-hello 1.0"
        eval "$publish_next"
        is "a new version" "$(update check-new)" 2.0-1
        everything=$(inside /usr/lib/systemd/systemd-sysupdate --verify=no --json=short \\
            --definitions=/etc/sysupdate.veneer-hello.d list)
        has "all versions" "$everything" '"all":["2.0-1","1.0-1"]'
        cp $list $list.kept; cp $list.gpg $list.gpg.kept
        restore() { cp $list.kept $list; cp $list.gpg.kept $list.gpg; }

        """ + attacks + ending

    private static let attacks = """
        sed -i 's/-2.0-1-/-3.0-1-/' $list
        refused "a changed list"
        restore
        printf 1234 | dd of=$list.gpg bs=1 seek=100 conv=notrunc status=none
        refused "a changed signature"
        rm $list.gpg
        refused "no signature"
        restore
        sign $stranger
        refused "a stranger's signature"
        restore
        believed "the list as it was published"
        image=$(echo $repository/veneer-hello/veneer-hello-2.0-1-*.raw)
        cp $image $image.kept
        printf x | dd of=$image bs=1 seek=2000 conv=notrunc status=none
        ends 1 update update
        has "after a changed image" "$(inside veneer-hello)" "veneer-hello 1.0"
        link=$(inside readlink /var/lib/extensions/veneer-hello.raw)
        has "the link after a changed image" "$link" veneer-hello-1.0-1-
        mv $image.kept $image
        # What was cut short is in the way of systemd 260 and later.
        update vacuum
        for day in 2020-01-01 $(date -u +%F); do
            dated $day
            if [[ $suite == sid ]]; then refused "a list of $day"; else believed "a list of $day"; fi
        done
        dated $(date -u -d tomorrow +%F)
        believed "a list until tomorrow"
        restore

        """

    private static let ending = """
        update update
        inside systemd-sysext refresh
        has "the second version" "$(inside veneer-hello)" "veneer-hello 2.0"
        has "the last list" "$(update --json=short list)" '"current":"2.0-1"'
        inside systemd-sysext unmerge
        inside sed -i s/^VERSION_ID=.*/VERSION_ID=99/ /usr/lib/os-release
        has "on another release" "$(update --json=short list)" '"all":[]'
        """
}
