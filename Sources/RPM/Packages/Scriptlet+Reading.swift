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
            indexes: RPMTAG_TRIGGERINDEX
        ),
        TriggerTags(
            kind: .fileTrigger,
            scripts: RPMTAG_FILETRIGGERSCRIPTS,
            programs: RPMTAG_FILETRIGGERSCRIPTPROG,
            names: RPMTAG_FILETRIGGERNAME,
            indexes: RPMTAG_FILETRIGGERINDEX
        ),
        TriggerTags(
            kind: .transactionFileTrigger,
            scripts: RPMTAG_TRANSFILETRIGGERSCRIPTS,
            programs: RPMTAG_TRANSFILETRIGGERSCRIPTPROG,
            names: RPMTAG_TRANSFILETRIGGERNAME,
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
    let indexes: rpmTag_e

    func scriptlets(in header: borrowing RPMHeader) -> [Scriptlet] {
        let programs = header.texts(programs)
        let conditions = zip(header.texts(names), header.numbers(indexes)).map { ($0, $1) }
        return header.texts(scripts).enumerated().map { number, text in
            Scriptlet(
                kind: kind,
                interpreter: programs.indices.contains(number) ? programs[number] : "/bin/sh",
                text: text,
                conditions: conditions.filter { $0.1 == UInt64(number) }.map(\.0)
            )
        }
    }
}
