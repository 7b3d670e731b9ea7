/// The rule for paths that must stay within a folder.
package enum RelativePath {
    /// Whether a path has only names in it: no `/` in front, no empty part, no `.` and no `..`, no control characters.
    package static func isInside(_ path: some StringProtocol) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && !path.utf8.contains { $0 < 0x20 || $0 == 0x7f }
    }
}
