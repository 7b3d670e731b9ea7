/// An error that explains itself: what failed, why, and what to do.
///
/// The command-line program renders it in one place, so a module only fills in the parts.
package protocol Diagnosable: Error, CustomStringConvertible {
    /// What failed, in one sentence: lower case, no final period, the path or name in quotes.
    var description: String { get }
    /// The error beneath this one, if there is one.
    var cause: (any Error)? { get }
    /// What the reader can do about it, in one sentence.
    var hint: String? { get }
    /// How a script should see this failure.
    var kind: FailureKind { get }
}

/// What a failure means to a script: each kind has an exit code of its own.
package enum FailureKind: Sendable {
    /// Something failed: exit code 1.
    case failed
    /// A signature, checksum or freshness check refused what was offered: exit code 3.
    case verification
    /// The request itself was wrong: exit code 64.
    case usage

    /// The process exit code, as `sysexits.h` and the design name them.
    package var exitCode: Int32 {
        switch self {
        case .failed: 1
        case .verification: 3
        case .usage: 64
        }
    }
}

extension Diagnosable {
    package var cause: (any Error)? { nil }
    package var hint: String? { nil }
    package var kind: FailureKind {
        guard let cause = cause as? any Diagnosable else { return .failed }
        return cause.kind
    }
}

/// The lines that tell a person about an error: the sentence, each cause, then the last hint.
package func diagnosticLines(for error: any Error) -> [String] {
    var lines = ["error: \(error)"]
    var hint = (error as? any Diagnosable)?.hint
    var next = (error as? any Diagnosable)?.cause
    // A chain this long is a cycle; real chains have two or three links.
    var links = 0
    while let cause = next, links < 16 {
        lines.append("  caused by: \(cause)")
        hint = hint ?? (cause as? any Diagnosable)?.hint
        next = (cause as? any Diagnosable)?.cause
        links += 1
    }
    if let hint { lines.append("hint: \(hint)") }
    return lines
}
