import Model
import Testing

@testable import Building

@Suite("What scripts do, told without running them")
struct ScriptletReaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var script: String
        var effects: [ScriptletEffect] = []
        var testDescription: String { name }
    }

    private static func user(
        _ name: String,
        _ id: String? = nil,
        comment: String? = nil,
        home: String? = nil,
        shell: String? = nil
    ) -> ScriptletEffect {
        .account(
            SysusersLine(
                kind: .user,
                name: name,
                id: id,
                comment: comment,
                home: home,
                shell: shell
            )
        )
    }

    private static func group(_ name: String, _ id: String? = nil) -> ScriptletEffect {
        .account(SysusersLine(kind: .group, name: name, id: id))
    }

    private static func member(_ name: String, _ group: String) -> ScriptletEffect {
        .account(SysusersLine(kind: .member, name: name, id: group))
    }

    private static func link(
        _ path: String,
        _ target: String,
        _ priority: Int? = nil
    )
        -> ScriptletEffect
    {
        .link(LinkRequest(path: path, target: target, priority: priority))
    }

    static let scripts = [
        Case(name: "nothing", script: ""),
        Case(name: "comments and a colon", script: "# nothing\n:\n  # more\nexit 0\n"),
        Case(
            name: "%systemd_post of today",
            script: """

                if [ $1 -eq 1 ] && [ -x "/usr/lib/systemd/systemd-update-helper" ]; then
                    # Initial installation
                    /usr/lib/systemd/systemd-update-helper install-system-units a.service || :
                fi
                """
        ),
        Case(
            name: "%systemd_post of old",
            script:
                "if [ $1 -eq 1 ] ; then \n systemctl --no-reload preset a.service &>/dev/null || : \nfi"
        ),
        Case(
            name: "upgrades do not concern an extension",
            script: "if [ $1 -gt 1 ]; then\n frobnicate\nelse\n /sbin/ldconfig\nfi",
            effects: [.task(.dynamicLinker)]
        ),
        Case(
            name: "nor does what case says of them",
            script: "case \"$1\" in\n 2|upgrade) frobnicate ;;\n 1) exit 0 ;;\nesac\nfrobnicate"
        ),
        Case(
            name: "an exit that is certain ends the script",
            script: "if test \"$1\" = 1; then exit 0; fi\nfrobnicate"
        ),
        Case(
            name: "%sysusers_create_compat",
            script: """
                getent group 'web' >/dev/null || groupadd -f -g '48' -r 'web' || :
                if ! getent passwd 'web' >/dev/null ; then
                    if ! getent passwd '48' >/dev/null ; then
                      useradd -r -u '48' -g 'web' -d '/usr/share/web' -s /sbin/nologin -c 'Web server' 'web' || :
                    else
                      useradd -r -g 'web' -d '/usr/share/web' -s /sbin/nologin -c 'Web server' 'web' || :
                    fi
                fi
                """,
            effects: [
                group("web", "48"),
                user(
                    "web",
                    "48",
                    comment: "Web server",
                    home: "/usr/share/web",
                    shell: "/sbin/nologin"
                ),
                user("web", comment: "Web server", home: "/usr/share/web", shell: "/sbin/nologin"),
            ]
        ),
        Case(
            name: "%sysusers_create_package",
            script: """
                systemd-sysusers --replace=/usr/lib/sysusers.d/a.conf - <<SYSTEMD_INLINE_EOF &>/dev/null || :
                # Type
                u a-user - "The user" /var/lib/a -
                m a-user audio

                SYSTEMD_INLINE_EOF
                """,
            effects: [
                user("a-user", comment: "The user", home: "/var/lib/a"), member("a-user", "audio"),
            ]
        ),
        Case(
            name: "sysusers from echo",
            script: "echo 'u radvd - \"radvd daemon\"' | systemd-sysusers --replace=/x.conf -",
            effects: [user("radvd", comment: "radvd daemon")]
        ),
        Case(
            name: "variables",
            script: """
                USER=daemon-a
                GROUP="${USER}"
                getent group ${GROUP} > /dev/null 2>&1 || groupadd --system "$GROUP"
                useradd --system --gid $GROUP --home-dir=/var/lib/$USER --shell /sbin/nologin $USER
                usermod -aG video,render $USER
                """,
            effects: [
                group("daemon-a"),
                user("daemon-a", home: "/var/lib/daemon-a", shell: "/sbin/nologin"),
                member("daemon-a", "video"), member("daemon-a", "render"),
            ]
        ),
        Case(
            name: "a user of another group, with a home of its own",
            script: "useradd -m -r -g users -d /var/lib/b b",
            effects: [
                user("b", "-:users", home: "/var/lib/b"),
                .state(TmpfilesLine("d", "/var/lib/b", mode: "0700", user: "b", group: "users")),
            ]
        ),
        Case(
            name: "alternatives with followers",
            script: """
                /usr/sbin/update-alternatives --install /usr/bin/vi vi /usr/bin/vim 50 \\
                    --slave /usr/share/man/man1/vi.1.gz vi.1.gz /usr/share/man/man1/vim.1.gz \\
                    --follower /usr/bin/ex ex /usr/bin/vim-ex || :
                """,
            effects: [
                link("/usr/bin/vi", "/usr/bin/vim", 50),
                link("/usr/share/man/man1/vi.1.gz", "/usr/share/man/man1/vim.1.gz", 50),
                link("/usr/bin/ex", "/usr/bin/vim-ex", 50),
            ]
        ),
        Case(
            name: "an application of Electron",
            script: """
                #!/bin/bash
                if type update-alternatives 2>/dev/null >&1; then
                    if [ -L '/usr/bin/app' -a -e '/usr/bin/app' -a "`readlink '/usr/bin/app'`" != '/etc/alternatives/app' ]; then
                        rm -f '/usr/bin/app'
                    fi
                    update-alternatives --install '/usr/bin/app' 'app' '/opt/App/app' 100 || ln -sf '/opt/App/app' '/usr/bin/app'
                else
                    ln -sf '/opt/App/app' '/usr/bin/app'
                fi
                chmod 4755 '/opt/App/chrome-sandbox' || true
                if hash update-mime-database 2>/dev/null; then
                    update-mime-database /usr/share/mime || true
                fi
                """,
            effects: [
                .absent(path: "/usr/bin/app"), link("/usr/bin/app", "/opt/App/app", 100),
                link("/usr/bin/app", "/opt/App/app"), link("/usr/bin/app", "/opt/App/app"),
                .mode(path: "/opt/App/chrome-sandbox", permissions: 0o4755), .task(.mimeDatabase),
            ]
        ),
        Case(
            name: "tailscale: another service that may be there",
            script: """
                if [ $1 -eq 1 ] ; then
                    relaynode_enabled=0
                    if systemctl is-enabled tailscale-relay.service >/dev/null 2>&1; then
                        relaynode_enabled=1
                    fi
                    systemctl --no-reload disable tailscale-relay.service >/dev/null 2>&1 || :
                    if [ $relaynode_enabled -eq 1 ]; then
                        systemctl enable tailscaled.service >/dev/null 2>&1 || :
                    fi
                fi
                """,
            effects: [.enabled(unit: "tailscaled.service")]
        ),
        Case(
            name: "loops over words",
            script: "for size in 16 24; do gtk-update-icon-cache /usr/share/icons/$size; done",
            effects: [.task(.iconCache), .task(.iconCache)]
        ),
        Case(
            name: "folders",
            script: """
                mkdir -p -m 0700 /var/lib/c /var/cache/c
                install -d -m 750 -o c -g adm /var/log/c
                touch --no-create /usr/share/icons/hicolor && rm -rf /var/cache/old
                """,
            effects: [
                .state(TmpfilesLine("d", "/var/lib/c", mode: "0700", user: "root", group: "root")),
                .state(
                    TmpfilesLine("d", "/var/cache/c", mode: "0700", user: "root", group: "root")
                ),
                .state(TmpfilesLine("d", "/var/log/c", mode: "0750", user: "c", group: "adm")),
            ]
        ),
        Case(
            name: "a process of its own ends alone",
            script: "(exit 0)\necho $(exit 0)\ntrue | exit 0\nldconfig",
            effects: [.task(.dynamicLinker)]
        ),
        Case(
            name: "SELinux modules",
            script: """
                if [ -e /etc/selinux/config ]; then . /etc/selinux/config; fi
                if [ "${SELINUXTYPE}" = "targeted" ]; then
                  /usr/sbin/semodule -n -s targeted -X 200 -i /usr/share/selinux/packages/targeted/a.pp.bz2 || :
                  selinuxenabled && load_policy || :
                fi
                """,
            effects: [.task(.policyModules)]
        ),
    ]

    @Test("Scripts that are understood", arguments: scripts)
    func understood(_ example: Case) {
        let reader = ScriptletReader(reading: example.script, arguments: ["1"])
        #expect(reader.obstacle == nil)
        #expect(reader.effects == example.effects)
    }

    struct Riddle: CustomTestStringConvertible, Sendable {
        var script: String
        var obstacle: String
        var testDescription: String { script }
    }

    static let riddles = [
        Riddle(script: "frobnicate", obstacle: "frobnicate"),
        Riddle(script: "ldconfig; frobnicate --all", obstacle: "frobnicate --all"),
        Riddle(script: "true || frobnicate; /opt/a/setup", obstacle: "/opt/a/setup"),
        Riddle(script: "[ -x /usr/bin/a ] && a", obstacle: "a"),
        Riddle(script: "if [ -f /x ]; then exit 0; fi; frobnicate", obstacle: "frobnicate"),
        Riddle(script: "[ -f /x ] || exit 0; frobnicate", obstacle: "frobnicate"),
        Riddle(script: "echo hello > /etc/motd", obstacle: "echo hello"),
        Riddle(script: "echo hello >> /etc/motd", obstacle: "echo hello"),
        Riddle(script: "cat > /etc/a <<END\nhello\nEND\n", obstacle: "cat"),
        Riddle(script: "sed -i s/a/b/ /etc/a", obstacle: "sed -i s/a/b/ /etc/a"),
        Riddle(script: "sed -ni s/a/b/ /etc/a", obstacle: "sed -ni s/a/b/ /etc/a"),
        Riddle(script: "sort -o /etc/a /etc/a", obstacle: "sort -o /etc/a /etc/a"),
        Riddle(script: "$PROGRAM --help", obstacle: "$PROGRAM --help"),
        Riddle(script: "echo $(frobnicate)", obstacle: "frobnicate"),
        Riddle(script: "echo `frobnicate`", obstacle: "frobnicate"),
        Riddle(script: "echo $(useradd a)", obstacle: "useradd a"),
        Riddle(script: "echo \"$(echo \"$(frobnicate)\")\"", obstacle: "frobnicate"),
        Riddle(script: "a=$(frobnicate)", obstacle: "frobnicate"),
        Riddle(script: "while read a; do echo $a; done", obstacle: "while read a ; do echo $a ;"),
        Riddle(script: "a() { ldconfig; }; a", obstacle: "( ) { ldconfig ; } ; a"),
        Riddle(script: "ldconfig &", obstacle: "&"),
        Riddle(script: "ldconfig )", obstacle: ")"),
        Riddle(script: "if true; then ldconfig", obstacle: "its end"),
        Riddle(script: "echo 'open", obstacle: "echo 'open"),
        Riddle(script: "echo \"open", obstacle: "echo \"open"),
        Riddle(script: "useradd --frob a", obstacle: "useradd --frob a"),
        Riddle(script: "useradd -p secret a", obstacle: "useradd -p secret a"),
        Riddle(script: "useradd 'a b'", obstacle: "useradd 'a b'"),
        Riddle(script: "useradd $NAME", obstacle: "useradd $NAME"),
        Riddle(script: "rm -f /etc/../usr/bin/a", obstacle: "rm -f /etc/../usr/bin/a"),
        Riddle(script: "rm -rf /usr/share/a/*", obstacle: "rm -rf /usr/share/a/*"),
        Riddle(script: "mkdir -p /etc/a", obstacle: "mkdir -p /etc/a"),
        Riddle(script: "mkdir -p /var/lib/{a,b}", obstacle: "mkdir -p /var/lib/{a,b}"),
        Riddle(script: "ln -s ../a ../b", obstacle: "ln -s ../a ../b"),
        Riddle(script: "chmod u+s /usr/bin/a", obstacle: "chmod u+s /usr/bin/a"),
        Riddle(
            script: "update-alternatives --set vi /usr/bin/vim",
            obstacle: "update-alternatives --set vi /usr/bin/vim"
        ),
        Riddle(script: "systemctl mask a.service", obstacle: "systemctl mask a.service"),
        Riddle(script: "command frobnicate", obstacle: "command frobnicate"),
        Riddle(script: ". /etc/sysconfig/a", obstacle: ". /etc/sysconfig/a"),
        Riddle(script: "cd /tmp && true", obstacle: "cd /tmp"),
        Riddle(script: "eval ldconfig", obstacle: "eval ldconfig"),
        Riddle(
            script: "systemd-sysusers - <<E\nu $NAME -\nE\n",
            obstacle: "systemd-sysusers -"
        ),
        Riddle(
            script:
                "a=1; if [ -f /x ]; then a=0; fi; if [ $a = 1 ]; then true; else frobnicate; fi",
            obstacle: "frobnicate"
        ),
        Riddle(
            script: "a=1; [ -f /x ] && a=0; [ $a = 1 ] || frobnicate",
            obstacle: "frobnicate"
        ),
        Riddle(script: "set -- 2; [ $1 = 1 ] || frobnicate", obstacle: "frobnicate"),
        Riddle(script: "[ $2 = 1 ] || frobnicate", obstacle: "frobnicate"),
        Riddle(script: "x | y", obstacle: "x"),
    ]

    @Test("Scripts that are not, by the first command", arguments: riddles)
    func notUnderstood(_ riddle: Riddle) {
        let reader = ScriptletReader(reading: riddle.script, arguments: ["1"])
        #expect(reader.obstacle == riddle.obstacle)
    }

    @Test("Scripts that are made to cost much end soon")
    func bounded() {
        let deep = String(repeating: "if true; then ", count: 5_000)
        let nested = String(repeating: "$(", count: 5_000)
        let loop = "for a in 1 2 3 4 5 6 7 8 9; do "
        let loops =
            String(repeating: loop, count: 30) + "true" + String(repeating: "; done", count: 30)
        let substitutions = String(repeating: "echo $(true);", count: 9_000)
        for script in [
            deep, nested, "echo " + nested, loops, substitutions,
            String(repeating: "!", count: 9_000),
            String(repeating: "! ", count: 60_000), String(repeating: "(", count: 60_000),
            String(repeating: "true;", count: 100_000), String(repeating: "{ ", count: 60_000),
            "echo " + String(repeating: "`", count: 60_001),
            "case a in " + String(repeating: "a|", count: 60_000),
        ] {
            #expect(ScriptletReader(reading: script, arguments: ["1"]).obstacle != nil)
        }
    }

    @Test("Any bytes are read without a trap")
    func anyBytes() {
        var generator = SystemRandomNumberGenerator()
        let pieces = [
            "if", " ", "then", "fi", ";", "\n", "$", "(", ")", "`", "'", "\"", "\\", "{", "}", "[",
            "]", "|",
            "&", "<", ">", "<<", "E", "case", "in", "esac", ";;", "for", "do", "done", "a=", "$1",
            "#", "é",
            "\u{0}", "echo", "useradd -r x", "*", "1", "!", "&&", "||", "-eq", "ln -s /a /b",
        ]
        for _ in 0..<5_000 {
            let script = (0..<Int.random(in: 1...24, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            _ = ScriptletReader(reading: script, arguments: ["1"])
        }
    }
}
