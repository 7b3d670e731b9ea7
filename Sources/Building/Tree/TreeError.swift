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
        case .nothingAt: "add 'when: present' if it is not always there"
        case .badCapabilities: "write it as cap_from_text(3) has it, e.g. 'cap_net_raw=ep'"
        case .noUnit: "name one of the units in /usr/lib/systemd/system of the packages"
        case .notADirectory, .wrongKind: nil
        }
    }
}
