import Model

/// Why a path cannot be in an image, or a step cannot be done.
package enum TreeError: Diagnosable, Equatable {
    case outside(path: String, origin: String)
    case specialFile(path: String, origin: String)
    case clash(path: String, first: String, second: String)
    case forbidden(path: String, origin: String)
    case notADirectory(path: String, below: String, origin: String)
    case nothingAt(path: String, step: String)
    case wrongKind(path: String, step: String, expected: String)
    case badCapabilities(path: String, text: String)
    case noUnit(String)
    /// A text that is to be replaced, and that does not occur.
    case noText(String, path: String)
    case nothingInDownload(String, download: String)
    case unknownAccount(String, isGroup: Bool)
    /// Several things that would go to one place.
    case ambiguous(String, found: [String])

    package var description: String {
        switch self {
        case .outside(let path, let origin):
            "'\(path)' of \(origin) is outside of /usr, where an extension cannot put it"
        case .specialFile(let path, let origin):
            "'\(path)' of \(origin) is a device, a pipe or a socket"
        case .forbidden(let path, let origin):
            "'\(path)' of \(origin) would make systemd refuse the extension"
        case .clash(let path, let first, let second):
            "'\(path)' comes from both \(first) and \(second), and differs"
        case .notADirectory(let path, let below, let origin):
            "'\(below)' of \(origin) is below '\(path)', which is no folder"
        case .nothingAt(let path, let step): "the step '\(step)' finds nothing at '\(path)'"
        case .wrongKind(let path, let step, let expected):
            "the step '\(step)' needs \(expected) at '\(path)'"
        case .badCapabilities(let path, let text):
            "'\(text)', wanted for '\(path)', is no text of file capabilities"
        case .noText(let text, let path): "'\(path)' does not have the text '\(text)'"
        case .nothingInDownload(let source, let download):
            "the download '\(download)' has nothing at '\(source)'"
        case .unknownAccount(let name, let isGroup):
            "no \(isGroup ? "group" : "user") '\(name)' with a number of its own is known"
        case .ambiguous(let text, let found):
            "'\(text)' is several things: " + found.prefix(4).joined(separator: ", ")
        case .noUnit(let unit): "the unit '\(unit)' that the recipe starts is not in its packages"
        }
    }

    package var hint: String? {
        switch self {
        case .outside(let path, _):
            "move it with a step 'move: \(path)', or leave it out with 'remove: \(path)'"
        case .specialFile(let path, _), .forbidden(let path, _):
            "leave it out with a step 'remove: \(path)'"
        case .clash: "leave one of the packages out with 'exclude', or one file with 'remove'"
        case .noText, .nothingInDownload, .nothingAt:
            "add 'when: present' if it is not always there"
        case .badCapabilities: "write it as cap_from_text(3) has it, e.g. 'cap_net_raw=ep'"
        case .noUnit: "name one of the units in /usr/lib/systemd/system of the packages"
        case .ambiguous: "write 'to' with '/' at its end, or name one of them"
        case .unknownAccount: "write the number, or have the base or a file in sysusers.d give one"
        case .notADirectory, .wrongKind: nil
        }
    }
}
