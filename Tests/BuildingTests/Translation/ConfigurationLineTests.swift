import Testing

@testable import Building

@Suite("Lines of sysusers.d, tmpfiles.d, presets and units")
struct ConfigurationLineTests {
    @Test(
        "sysusers.d lines are read and written",
        arguments: [
            ("u web 48 \"Web server\" /usr/share/web /sbin/nologin", nil),
            ("g web 48", nil), ("m web audio", nil), ("u! locked - \"Locked\" /", nil),
            ("u a - - - -", "u a -"), ("u  a\t12", "u a 12"),
            ("u a 1:b 'it''s' /x", "u a 1:b \"its\" /x"),
            ("u a - \"50%%\"", "u a - \"50%%\""), ("u a - \"a \\\"b\\\"\"", nil),
        ] as [(String, String?)]
    )
    func sysusers(_ text: String, _ written: String?) {
        #expect(SysusersLine(parsing: text)?.text == written ?? text)
    }

    @Test(
        "What is no sysusers.d line is none",
        arguments: [
            "", "u", "x a -", "u %i -", "u -a -", "u 1a -", "u a \"open", "u a - b c d e",
            "u aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa -", "u é -", "u a/b -",
        ]
    )
    func noSysusers(_ text: String) {
        #expect(SysusersLine(parsing: text) == nil)
    }

    @Test(
        "Numbers and groups of users",
        arguments: [
            ("u a 12", 12, 12, nil), ("u a -", nil, nil, nil), ("u a 12:13", 12, nil, nil),
            ("u a 12:b", 12, nil, "b"), ("u a -:b", nil, nil, "b"), ("g a 7", nil, 7, nil),
            ("u a /usr/bin/x", nil, nil, nil), ("u a 99999999999", nil, nil, nil),
        ] as [(String, UInt32?, UInt32?, String?)]
    )
    func numbers(_ text: String, _ user: UInt32?, _ group: UInt32?, _ other: String?) throws {
        let line = try #require(SysusersLine(parsing: text))
        #expect(line.userNumber == user)
        #expect(line.groupNumber == group)
        #expect(line.otherGroup == other)
    }

    @Test(
        "tmpfiles.d lines are read and written",
        arguments: [
            ("d /var/lib/a 0750 a b", nil), ("d /var/lib/a", nil),
            ("L+ /opt/a - - - - /usr/lib/a", nil),
            ("d \"/var/lib/a b\" 0755 root root", nil), ("C /etc/a - - - - /usr/etc/a", nil),
            ("d /var/lib/a/ 0755 root root 10d", "d /var/lib/a 0755 root root 10d"),
            ("f /var/a%%b - - - - c d", nil), ("d /etc/p :0700 :root :root", nil),
        ] as [(String, String?)]
    )
    func tmpfiles(_ text: String, _ written: String?) {
        let line = TmpfilesLine(parsing: text)
        // The argument is kept as it stands, so that it is written with its own signs.
        #expect(line?.text == written ?? text)
    }

    @Test(
        "What is no tmpfiles.d line is none",
        arguments: ["", "d", "d relative", "# d /x", "+ /x", "d \"/x", "1 /x"]
    )
    func noTmpfiles(_ text: String) {
        #expect(TmpfilesLine(parsing: text) == nil)
    }

    @Test(
        "Presets: the first rule of the first file",
        arguments: [
            ("a.service", true), ("a@x.service", false), ("b.service", false), ("b1.service", true),
            ("c.socket", true), ("z.timer", false), ("aZ.path", true),
        ]
    )
    func presets(_ unit: String, _ isEnabled: Bool) {
        let rules = PresetRules([
            "90-default.preset": "enable c.*\ndisable *\n",
            "10-first.preset":
                "# rules\nenable a.service\ndisable a@*.service\nenable b[0-9].service\nenable a[!a-z].path\n",
            "50-later.preset": "disable a.service\nwrong line\nenable\n",
        ])
        #expect(rules.enables(unit) == isEnabled)
    }

    @Test("Without a rule systemd enables, and without presets nobody knows")
    func noRule() {
        #expect(PresetRules(["a": "disable x.service"]).enables("y.service"))
        #expect(!PresetRules([:]).enables("y.service"))
    }

    @Test("The [Install] section of a unit")
    func install() {
        let unit = UnitFile(
            parsing: """
                [Unit]
                WantedBy=not.target
                [Service]
                ExecStart=/bin/a \\
                    [Install]
                [Install]
                # WantedBy=comment.target
                WantedBy=multi-user.target \\
                  graphical.target
                RequiredBy = a.service bad/name
                Alias=dropped.service
                Alias=
                Alias=other.service
                Also=more.socket
                """
        )
        #expect(unit.wantedBy == ["multi-user.target", "graphical.target", "a.service"])
        #expect(unit.alias == ["other.service"])
        #expect(unit.also == ["more.socket"])
    }
}
