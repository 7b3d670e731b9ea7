package import Model

/// Why an image does not get through the gate.
package enum GateError: Diagnosable {
    /// Checks found errors that nothing allows.
    case refused(image: String, [Finding])
    /// The same bytes come again and again, or there are more names than an image can hold.
    case endless
    /// A path is longer than any system call takes.
    case longPath(String)

    package var description: String {
        switch self {
        case .refused(let image, let findings):
            (["'\(image)' has \(Self.count(findings)) that nothing allows:"]
                + findings.map { "  \($0)" }).joined(separator: "\n")
        case .endless: "the image claims to hold far more than its bytes can"
        case .longPath(let path): "the image has a path of more than 4096 bytes: '\(path)…'"
        }
    }

    package var hint: String? {
        switch self {
        case .refused(_, let findings):
            findings.first?.hint.map { "\($0)" }
                ?? findings.first.map {
                    "mend it with a step, or accept it: allow: {\($0.check): [\($0.subject)]}"
                }
        case .endless, .longPath: nil
        }
    }

    private static func count(_ findings: [Finding]) -> String {
        findings.count == 1 ? "an error" : "\(findings.count) errors"
    }
}
