import SystemPackage
import Testing

@testable import RPM

/// Scripts, triggers and accounts of packages that rpmbuild makes.
@Suite(Needs.program("rpmbuild"), Needs.program("rpm")) struct ScriptletTests {
    private static let scripts = #"""

        %pre -p <lua>
        print("before")
        %post
        echo after
        %postun -p /sbin/ldconfig
        %posttrans
        echo end
        %triggerin -- bash >= 5, coreutils
        echo in
        %triggerun -- bash
        echo un
        %triggerpostun -- zsh < 4
        echo postun
        %triggerprein -- dash
        echo prein
        %filetriggerin -- /usr/lib/first /usr/lib/second
        echo filein
        %filetriggerpostun -p <lua> -- /usr/lib/first
        print("filepostun")
        %transfiletriggerin -- /usr/share/icons
        echo transin
        %transfiletriggerpostun -- /usr/share/icons
        echo transpostun
        """#

    @Test func everyScriptHasItsNameAndItsConditions() async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                install: "mkdir -p $R/usr; echo > $R/usr/text",
                files: "/usr/text" + Self.scripts
            )
            let header = try PackageComparison.verified(path).header
            let lines = header.scriptlets.map { script in
                let conditions = script.conditions.map(\.target.description)
                return ([script.name, script.interpreter] + conditions).joined(separator: " ")
            }
            #expect(
                lines == [
                    "pre <lua>", "post /bin/sh", "postun /sbin/ldconfig", "posttrans /bin/sh",
                    "triggerin /bin/sh bash >= 5 coreutils", "triggerun /bin/sh bash",
                    "triggerpostun /bin/sh zsh < 4", "triggerprein /bin/sh dash",
                    "filetriggerin /bin/sh /usr/lib/first /usr/lib/second",
                    "filetriggerpostun <lua> /usr/lib/first",
                    "transfiletriggerin /bin/sh /usr/share/icons",
                    "transfiletriggerpostun /bin/sh /usr/share/icons",
                ]
            )
            let listed = try await output("rpm", "-qp", "--triggers", "--filetriggers", path.string)
            for script in header.scriptlets where !script.conditions.isEmpty {
                #expect(listed.contains(script.text))
            }
        }
    }

    struct Account: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let provide: String
        let lines: [String]

        init(_ testDescription: String, _ provide: String, _ lines: [String] = []) {
            self.testDescription = testDescription
            self.provide = provide
            self.lines = lines
        }
    }

    static let accounts = [
        Account(
            "a user, padded with zeros as rpm does",
            "user(dbus) = dSBkYnVzIDgxICJTeXN0ZW0gTWVzc2FnZSBCdXMiIC0gLQAA",
            [#"u dbus 81 "System Message Bus" - -"#]
        ),
        Account("a group, unpadded", "group(utmp) = ZyB1dG1wIDIy", ["g utmp 22"]),
        Account(
            "a membership",
            "groupmember(dbus/utmp) = bSBkYnVzIHV0bXA",
            ["m dbus utmp"]
        ),
        Account("a locked user", "user(dbus) = dSEgZGJ1cyA4MQ", ["u! dbus 81"]),
        Account("no line", "user(dbus)"),
        Account("an ordinary version", "user(dbus) = 1.2.3"),
        Account("another name than the line's", "user(root) = dSBkYnVzIDgx"),
        Account("another kind than the line's", "group(dbus) = dSBkYnVzIDgx"),
        Account("two lines", "user(dbus) = dSBkYnVzIDgxCnUgcm9vdCAw"),
    ]

    @Test(arguments: accounts) func anAccountsLineIsRead(_ account: Account) async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                tags: "Provides: \(account.provide)",
                install: "mkdir -p $R/usr; echo > $R/usr/text",
                files: "/usr/text"
            )
            #expect(try PackageComparison.verified(path).header.accountLines == account.lines)
        }
    }
}
