package import Model

/// What all checks found in one image.
package struct GateReport: Codable, Sendable {
    /// A check that could not be run.
    package struct Skipped: Codable, Equatable, Sendable {
        package let check: String
        package let reason: String
    }

    /// The worst first.
    package var findings: [Finding] = []
    package var skipped: [Skipped] = []

    /// What must not be.
    package var errors: [Finding] { findings.filter { $0.level == .error } }
}
