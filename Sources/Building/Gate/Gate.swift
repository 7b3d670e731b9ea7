package import Model

/// What stands between a finished image and its name: every check of the table.
package enum Gate {
    /// The table, in the order in which checks are run and listed.
    package static let checks: [GateCheck] = [
        .extensionRelease, .osRelease, .outsideUsr, .usrMerge, .nested, .names, .devices,
        .whiteouts,
        .setuid, .capabilities, .worldWritable, .owners, .labels, .singletons, .shadowing, .links,
        .machine, .libraries, .interpreters, .units,
    ]

    /// The names of findings that are made before there is an image.
    private static let earlier = [
        "accounts", "alternatives", "configuration", "host", "scriptlets", "version-order",
    ]

    /// What a recipe's `allow` may name.
    package static let allowedNames = Set(checks.map(\.name) + earlier).sorted()

    /// Of one check no more findings than these are told.
    private static let limit = 500

    /// Looks an image through.
    ///
    /// Throws: `ReaderError` when it is damaged, `GateError` when it claims more than it can hold.
    package static func run(
        _ input: GateInput,
        allow: Allowances = Allowances(),
        checks: [GateCheck] = checks
    ) throws -> GateReport {
        var report = GateReport()
        for check in checks {
            if let reason = reasonToSkip(check, input) {
                report.skipped.append(.init(check: check.name, reason: reason))
                continue
            }
            let findings = try check.run(input).map { allow.applied(to: $0) }.sorted(by: precedes)
            report.findings += findings.prefix(limit)
            if findings.count > limit, let next = findings.dropFirst(limit).first {
                report.findings.append(
                    Finding(
                        check: check.name,
                        level: next.level,
                        subject: "…",
                        message: "\(findings.count - limit) more like these"
                    )
                )
            }
        }
        report.findings.sort(by: precedes)
        return report
    }

    private static func reasonToSkip(_ check: GateCheck, _ input: GateInput) -> String? {
        switch check.need {
        case .nothing: return nil
        case .baseFiles:
            guard let base = input.base else { return "no base is given" }
            return base.knowsFiles ? nil : "the base has no list of files"
        case .baseLibraries:
            guard let base = input.base else { return "no base is given" }
            let architecture = input.architecture ?? .current
            return base.knowsLibraries(for: architecture)
                ? nil : "the base has no libraries for \(architecture)"
        }
    }

    /// The worst first, then by check and subject.
    private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        left.level != right.level
            ? left.level > right.level : (left.check, left.subject) < (right.check, right.subject)
    }
}
