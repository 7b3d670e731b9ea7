import Model

/// The rules for names in archives.
enum ArchiveName {
    /// A name as it is used here: without `./` in front and `/` at the end; nothing when it leads out of the archive.
    static func normalized(_ name: String) -> String? {
        var parts = name.split(separator: "/", omittingEmptySubsequences: false)[...]
        while parts.first == ".", parts.count > 1 { parts = parts.dropFirst() }
        if parts.count > 1, parts.last?.isEmpty == true { parts = parts.dropLast() }
        let path = parts.joined(separator: "/")
        if path == "." || name == "./" { return "" }
        guard path.utf8.count < 4096, RelativePath.isInside(path) else { return nil }
        return path
    }

    /// Whether the target of a symbolic link stays within the archive, seen from the link.
    static func isInside(target: String, of link: String) -> Bool {
        guard !target.isEmpty, !target.hasPrefix("/"), target.utf8.count < 4096,
            !target.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f })
        else { return false }
        var depth = link.split(separator: "/").count - 1
        for part in target.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return false }
        }
        return true
    }
}
