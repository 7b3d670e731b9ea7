import EROFS
import Model

extension GateCheck {
    /// The kernel runs what a script's first line names.
    static let interpreters = GateCheck(
        "interpreters",
        .warning,
        "Scripts in folders of programs begin with an interpreter that is there.",
        needs: .baseFiles
    ) { input in
        input.listing.entries.compactMap { entry in
            guard case .script(let line) = entry.program, isProgram(entry.path) else { return nil }
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let path = words.first else { return nil }
            var missing: String?
            if case .missing = input.merged.resolve(path) {
                missing = path
            } else if PathText.name(path) == "env", let name = words.dropFirst().first,
                !name.hasPrefix("-"), !name.contains("="),
                !ProgramFolders.have(name, input.merged)
            {
                missing = name
            }
            return missing.map {
                finding(
                    "interpreters",
                    .warning,
                    entry.shown,
                    "'\(entry.shown)' is run by '\(Printable.text($0))', which is nowhere"
                )
            }
        }
    }

    private static func isProgram(_ path: String) -> Bool {
        ["/usr/bin/", "/usr/sbin/", "/usr/libexec/"].contains(where: path.hasPrefix)
    }
}

/// Where systemd and shells look for programs that are named without a path.
enum ProgramFolders {
    private static let folders = ["/usr/bin", "/usr/sbin"]

    /// Whether a program of a name is there, or may be.
    static func have(_ name: String, _ view: MergedView) -> Bool {
        folders.contains { folder in
            if case .missing = view.resolve("\(folder)/\(name)") { return false }
            return true
        }
    }
}
