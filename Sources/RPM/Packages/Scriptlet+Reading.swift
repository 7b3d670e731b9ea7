import CRPM

extension Scriptlet {
    /// Reads all scripts of a header.
    static func all(in header: borrowing RPMHeader) -> [Scriptlet] {
        var scriptlets: [Scriptlet] = []
        for (kind, script, program) in plain {
            let interpreter = header.texts(program)
            let text = header.text(script)
            guard text != nil || !interpreter.isEmpty else { continue }
            scriptlets.append(
                Scriptlet(
                    kind: kind,
                    interpreter: interpreter.first ?? "/bin/sh",
                    text: text ?? "",
                    conditions: []
                )
            )
        }
        for tags in triggers { scriptlets += tags.scriptlets(in: header) }
        return scriptlets
    }

    private static let plain: [(Kind, rpmTag_e, rpmTag_e)] = [
        (.preInstall, RPMTAG_PREIN, RPMTAG_PREINPROG),
        (.postInstall, RPMTAG_POSTIN, RPMTAG_POSTINPROG),
        (.preUninstall, RPMTAG_PREUN, RPMTAG_PREUNPROG),
        (.postUninstall, RPMTAG_POSTUN, RPMTAG_POSTUNPROG),
        (.preTransaction, RPMTAG_PRETRANS, RPMTAG_PRETRANSPROG),
        (.postTransaction, RPMTAG_POSTTRANS, RPMTAG_POSTTRANSPROG),
        (.verify, RPMTAG_VERIFYSCRIPT, RPMTAG_VERIFYSCRIPTPROG),
    ]

    private static let triggers = [
        TriggerTags(
            kind: .trigger,
            scripts: RPMTAG_TRIGGERSCRIPTS,
            programs: RPMTAG_TRIGGERSCRIPTPROG,
            names: RPMTAG_TRIGGERNAME,
            flags: RPMTAG_TRIGGERFLAGS,
            versions: RPMTAG_TRIGGERVERSION,
            indexes: RPMTAG_TRIGGERINDEX
        ),
        TriggerTags(
            kind: .fileTrigger,
            scripts: RPMTAG_FILETRIGGERSCRIPTS,
            programs: RPMTAG_FILETRIGGERSCRIPTPROG,
            names: RPMTAG_FILETRIGGERNAME,
            flags: RPMTAG_FILETRIGGERFLAGS,
            versions: RPMTAG_FILETRIGGERVERSION,
            indexes: RPMTAG_FILETRIGGERINDEX
        ),
        TriggerTags(
            kind: .transactionFileTrigger,
            scripts: RPMTAG_TRANSFILETRIGGERSCRIPTS,
            programs: RPMTAG_TRANSFILETRIGGERSCRIPTPROG,
            names: RPMTAG_TRANSFILETRIGGERNAME,
            flags: RPMTAG_TRANSFILETRIGGERFLAGS,
            versions: RPMTAG_TRANSFILETRIGGERVERSION,
            indexes: RPMTAG_TRANSFILETRIGGERINDEX
        ),
    ]
}

/// The tags of one kind of trigger: each condition names the script that it sets off by its place.
private struct TriggerTags: Sendable {
    let kind: Scriptlet.Kind
    let scripts: rpmTag_e
    let programs: rpmTag_e
    let names: rpmTag_e
    let flags: rpmTag_e
    let versions: rpmTag_e
    let indexes: rpmTag_e

    func scriptlets(in header: borrowing RPMHeader) -> [Scriptlet] {
        let programs = header.texts(programs)
        let targets = PackageDependency.all(
            in: header,
            names: names,
            flags: flags,
            versions: versions
        )
        let conditions = zip(targets, header.numbers(flags))
            .map { Scriptlet.Condition(target: $0, event: Scriptlet.TriggerEvent(flags: $1)) }
        let numbered = zip(header.numbers(indexes), conditions).map { (index: $0, condition: $1) }
        return header.texts(scripts).enumerated().map { number, text in
            Scriptlet(
                kind: kind,
                interpreter: programs.indices.contains(number) ? programs[number] : "/bin/sh",
                text: text,
                conditions: numbered.filter { $0.index == UInt64(number) }.map(\.condition)
            )
        }
    }
}

extension Scriptlet.TriggerEvent {
    /// Reads the flags of a dependency (rpmsenseFlags in librpm's rpmds.h).
    fileprivate init(flags: UInt64) {
        if flags & UInt64(RPMSENSE_TRIGGERPREIN.rawValue) != 0 {
            self = .preInstall
        } else if flags & UInt64(RPMSENSE_TRIGGERUN.rawValue) != 0 {
            self = .uninstall
        } else if flags & UInt64(RPMSENSE_TRIGGERPOSTUN.rawValue) != 0 {
            self = .postUninstall
        } else {
            self = .install
        }
    }
}
