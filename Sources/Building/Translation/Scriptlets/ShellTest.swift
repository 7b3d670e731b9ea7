/// A condition in the words of `test`, `[` and `[[` (POSIX.1-2017, `test`).
struct ShellTest {
    /// Whether it holds, where that can be told without looking at a system.
    let status: Bool?

    /// Reads a condition; nothing when the command is none.
    init?(command: String, arguments: [String?]) {
        var arguments = arguments[...]
        switch command {
        case "test": break
        case "[":
            guard arguments.popLast() == "]" else { return nil }
        case "[[":
            guard arguments.popLast() == "]]" else { return nil }
        default: return nil
        }
        status = Self.holds(Array(arguments))
    }

    private static func holds(_ arguments: [String?]) -> Bool? {
        if arguments.first == "!" { return holds(Array(arguments.dropFirst())).map { !$0 } }
        switch arguments.count {
        case 1: return arguments[0].map { !$0.isEmpty }
        case 2:
            guard let text = arguments[1] else { return nil }
            return switch arguments[0] {
            case "-z": text.isEmpty
            case "-n": !text.isEmpty
            default: nil
            }
        case 3:
            guard let left = arguments[0], let sign = arguments[1], let right = arguments[2] else {
                return nil
            }
            return compare(left, sign, right)
        default: return nil
        }
    }

    private static func compare(_ left: String, _ sign: String, _ right: String) -> Bool? {
        switch sign {
        case "=", "==": return left == right
        case "!=": return left != right
        default: break
        }
        guard let left = Int(left), let right = Int(right) else { return nil }
        return switch sign {
        case "-eq": left == right
        case "-ne": left != right
        case "-lt": left < right
        case "-le": left <= right
        case "-gt": left > right
        case "-ge": left >= right
        default: nil
        }
    }
}
