/// The options and other arguments of a command, in the way of `getopt_long(3)`.
struct CommandOptions {
    /// Options that were given, by their letter, with their values.
    private(set) var values: [Character: String] = [:]
    /// What is no option.
    private(set) var operands: [String] = []

    /// Reads arguments; nothing when an option is unknown or lacks its value.
    ///
    /// `flags` are the letters of options without a value, `valued` those with one, `names` the letters of long names.
    init?(
        _ arguments: [String],
        flags: String,
        valued: String = "",
        names: [String: Character] = [:]
    ) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                return
            }
            if argument.hasPrefix("--") {
                let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1)
                guard let name = parts.first, let letter = names[String(name)] else { return nil }
                if flags.contains(letter) {
                    values[letter] = ""
                } else if parts.count == 2 {
                    values[letter] = String(parts[1])
                } else {
                    guard let value = rest.popFirst() else { return nil }
                    values[letter] = value
                }
            } else if argument.hasPrefix("-"), argument.count > 1 {
                guard read(argument.dropFirst(), flags, valued, &rest) else { return nil }
            } else {
                operands.append(argument)
            }
        }
    }

    private mutating func read(
        _ letters: Substring,
        _ flags: String,
        _ valued: String,
        _ rest: inout ArraySlice<String>
    ) -> Bool {
        var letters = letters
        while let letter = letters.popFirst() {
            if flags.contains(letter) {
                values[letter] = ""
            } else if valued.contains(letter) {
                guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                    return false
                }
                values[letter] = value
                return true
            } else {
                return false
            }
        }
        return true
    }

    /// Whether an option was given.
    func has(_ letter: Character) -> Bool { values[letter] != nil }
}
