/// Lua scripts that rpm runs inside itself; of these only a few forms are known.
enum LuaScript {
    /// Whether a script does nothing, or only makes way for a file where an older package had something else: there is no older package.
    static func isHarmless(_ text: String) -> Bool {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.split(separator: " ").joined(separator: " ").replacing("\t", with: "")
        }
        let code = lines.filter { !$0.isEmpty && !$0.hasPrefix("--") }
        if code.isEmpty { return true }
        // Packaging guidelines: "Replacing a directory with a symlink or any kind of file with a directory".
        return code.allSatisfy { line in
            known.contains(line) || line.hasPrefix("path = \"/") && line.hasSuffix("\"")
        } && code.contains { $0.hasPrefix("path = ") }
    }

    private static let known: Set<String> = [
        "st = posix.stat(path)", "local st = posix.stat(path)",
        "if st and st.type == \"directory\" then", "if st and st.type ~= \"directory\" then",
        "if st and st.type == \"link\" then",
        "status = os.rename(path, path .. \".rpmmoved\")",
        "status = os.rename(path, path..\".rpmmoved\")",
        "if not status then", "suffix = 0", "while not status do", "suffix = suffix + 1",
        "status = os.rename(path .. \".rpmmoved\", path .. \".rpmmoved.\" .. suffix)",
        "os.rename(path, path .. \".rpmmoved\")", "os.remove(path)", "end",
    ]
}
