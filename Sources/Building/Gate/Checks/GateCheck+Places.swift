import EROFS
import Model

extension GateCheck {
    /// UAPI.4 has sysexts bring `/usr` and `/opt`; `/opt` is state on image-based systems.
    static let outsideUsr = GateCheck(
        "outside-usr",
        .error,
        "Everything is below /usr: systemd merges nothing else, and /opt is the host's own."
    ) { input in
        input.listing.entries.filter { !PathText.isInside($0.path, "/usr") }.map {
            finding(
                "outside-usr",
                .error,
                $0.shown,
                "'\($0.shown)' is outside of /usr",
                hint: "move it with a step 'move: \($0.shown)', or leave it out with 'remove'"
            )
        }
    }

    /// UAPI.4: an extension has no os-release, or systemd ignores it, before 257 all of them.
    static let osRelease = GateCheck(
        "os-release",
        .error,
        "No os-release file: with one, systemd takes the image for an operating system."
    ) { input in
        [
            "/usr/lib/os-release", "/etc/os-release", "/usr/lib/initrd-release",
            "/etc/initrd-release",
        ]
        .filter { input.listing.entry($0) != nil }
        .map {
            finding(
                "os-release",
                .error,
                $0,
                "'\($0)' makes systemd refuse the image",
                hint: "leave it out with a step 'remove: \($0)'"
            )
        }
    }

    /// What systemd or its updater would take for something of its own.
    static let nested = GateCheck(
        "nested",
        .error,
        "No extensions, updates or merge records inside: systemd reads them only on the host itself."
    ) { input in
        let folders = [
            "/usr/lib/extensions": "extensions within an extension are never merged",
            "/usr/lib/confexts": "extensions within an extension are never merged",
            "/usr/lib/sysupdate.d": "it would be the host's own update definition",
            "/usr/.systemd-sysext": "systemd writes its record of the merge there",
        ]
        return folders.compactMap { path, reason in
            guard input.listing.entry(path) != nil else { return nil }
            return finding(
                "nested",
                .error,
                path,
                "'\(path)' is in the image; \(reason)",
                hint: "leave it out with a step 'remove: \(path)'"
            )
        }
    }

    /// A folder in the place of a link hides all that the link leads to.
    static let usrMerge = GateCheck(
        "usr-merge",
        .error,
        "No folder where the base has a link to a merged one, such as /usr/sbin.",
        needs: .baseFiles
    ) { input in
        guard let layout = input.base?.layout else { return [] }
        return input.listing.entries.compactMap { entry in
            guard let target = layout.links[entry.path], entry.kind != .symbolicLink else {
                return nil
            }
            return finding(
                "usr-merge",
                .error,
                entry.shown,
                "the base has a link to '\(target)' where the image has '\(entry.shown)'",
                hint: "move what is in it with a step 'move: \(entry.shown)/*' to '\(target)/'"
            )
        }
    }

    /// What the kernel, systemd-sysupdate and people can all spell.
    static let names = GateCheck(
        "names",
        .error,
        "Names of files, and of the image itself, that every program can read."
    ) { input in
        var findings = fileNameFindings(input)
        for entry in input.listing.entries {
            let problem: String
            if !entry.isText {
                problem = "is not UTF-8"
            } else if entry.path.unicodeScalars.contains(where: {
                $0.properties.generalCategory == .control
            }) {
                problem = "has control characters in it"
            } else if entry.path.utf8.count > 1024 {
                problem = "is longer than 1024 bytes"
            } else {
                continue
            }
            findings.append(
                finding("names", .error, entry.shown, "the name '\(entry.shown)' \(problem)")
            )
        }
        findings += input.listing.confused.map {
            finding(
                "names",
                .error,
                Printable.text($0),
                "two files have names that are both shown as '\(Printable.text($0))'"
            )
        }
        return findings
    }

    private static func fileNameFindings(_ input: GateInput) -> [Finding] {
        let name = input.expected.fileName
        let shown = Printable.text(name)
        guard name.hasSuffix(".raw") else {
            return [
                finding(
                    "names",
                    .error,
                    shown,
                    "systemd only takes images whose names end in '.raw'"
                )
            ]
        }
        // sysupdate.d(5): what a pattern may hold besides its fields.
        guard
            name.utf8.allSatisfy({ (0x21...0x7e).contains($0) && !"$*?[]!\\|%/".utf8.contains($0) })
        else {
            return [
                finding(
                    "names",
                    .error,
                    shown,
                    "the image's name '\(shown)' has characters that systemd-sysupdate cannot match"
                )
            ]
        }
        return []
    }
}
