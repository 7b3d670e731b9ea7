package import Model

/// Why images were not merged.
package enum MergeError: Diagnosable {
    /// systemd-sysext failed with these words.
    case failed(command: String, status: String, words: String)
    case unreadable(command: String)
    /// It went well by its own account, but these are not merged.
    case refused([Refusal])
    /// The change was taken back for this reason.
    case takenBack(generation: Int?, cause: any Error)
    /// The change could not be taken back wholly.
    case stuck(cause: any Error, then: String)

    /// An extension that systemd-sysext left out.
    package struct Refusal: Equatable, Sendable {
        package var name: ExtensionName
        package var reason: String
    }

    package var description: String {
        switch self {
        case .failed(let command, let status, let words):
            "'\(command)' failed (\(status))" + (words.isEmpty ? "" : ": \(words)")
        case .unreadable(let command): "'\(command)' gave an answer that cannot be read"
        case .refused(let refusals):
            "systemd-sysext did not merge "
                + refusals.map { "'\($0.name)' (\($0.reason))" }.joined(separator: ", ")
        case .takenBack(let number, _):
            number.map { "generation \($0) could not be merged, so the former one is back" }
                ?? "the links could not be merged, so the former ones are back"
        case .stuck(_, let then):
            "the change failed, and going back failed too: \(then)"
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .takenBack(_, let cause), .stuck(let cause, _): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .failed: "'journalctl -u systemd-sysext' and 'systemd-sysext list' tell more"
        case .refused: "run 'SYSTEMD_LOG_LEVEL=debug systemd-sysext refresh' to see its reasons"
        case .unreadable, .takenBack: nil
        case .stuck: "run 'veneer refresh' once the reason is gone"
        }
    }
}
