#if Builder
import Building
import Model

/// What `lint` tells of images.
struct LintAnswer: Report {
    struct Image: Encodable {
        let image: String
        let findings: [Finding]
        let skipped: [GateReport.Skipped]
    }

    let images: [Image]
    /// The extensions' names in the order in which systemd lays them over one another, where there are several.
    let mergeOrder: [String]
    /// What several images have at the same path.
    let conflicts: [Finding]
    let errors: Int
    let warnings: Int

    init(_ images: [Image], conflicts: ImageConflicts?) throws {
        self.images = images
        mergeOrder = conflicts?.order ?? []
        self.conflicts = try conflicts?.findings() ?? []
        let all = images.flatMap(\.findings) + self.conflicts
        errors = all.count { $0.level == .error }
        warnings = all.count { $0.level == .warning }
    }

    var text: String {
        var lines = images.flatMap { image in
            [image.image] + Self.lines(image.findings)
                + image.skipped.map { "  skipped  \($0.check): \($0.reason)" }
        }
        if mergeOrder.count > 1 {
            lines.append("merged in the order \(mergeOrder.joined(separator: ", "))")
            lines += Self.lines(conflicts)
        }
        lines.append("\(Self.count(errors, "error")), \(Self.count(warnings, "warning"))")
        return lines.joined(separator: "\n")
    }

    private static func lines(_ findings: [Finding]) -> [String] {
        findings.flatMap { finding in
            let level = finding.level.rawValue.padded(to: 9)
            return ["  \(level)\(finding)"] + (finding.hint.map { ["           \($0)"] } ?? [])
        }
    }

    private static func count(_ number: Int, _ word: String) -> String {
        "\(number == 0 ? "no" : "\(number)") \(word)\(number == 1 ? "" : "s")"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
#endif
