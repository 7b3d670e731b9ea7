import Archive
import Glibc

/// Which entries of an archive a step takes, and where each goes.
struct ArchivePattern {
    private let parts: [Substring]
    private let takesContents: Bool
    private let destination: String

    /// Reads a path in an archive: `*` stands for any text within a name, and as the last part for all in a folder.
    init(_ source: String, destination: String) {
        let parts = source.split(separator: "/")
        takesContents = parts.last == "*"
        self.parts = takesContents ? parts.dropLast() : parts
        self.destination = destination
    }

    /// The entries that match, with their whole paths in the image.
    ///
    /// Throws: `TreeError.ambiguous` when several things would go to one path.
    func matches(_ entries: [ArchiveEntry]) throws(TreeError) -> [(ArchiveEntry, String)] {
        let isFolder = destination.hasSuffix("/")
        let base = isFolder ? String(destination.dropLast()) : destination
        var roots: Set<String> = []
        var matches: [(ArchiveEntry, String)] = []
        for entry in entries {
            let names = entry.path.split(separator: "/")
            guard names.count >= parts.count, !names.isEmpty,
                zip(parts, names).allSatisfy({ fnmatch(String($0), String($1), 0) == 0 })
            else { continue }
            let root = names.prefix(parts.count)
            var inner = names.dropFirst(parts.count)
            if takesContents {
                guard !inner.isEmpty else { continue }
            } else if isFolder, let name = root.last {
                inner = [name] + inner
            }
            roots.insert(root.joined(separator: "/"))
            matches.append((entry, ([base[...]] + inner).joined(separator: "/")))
        }
        guard roots.count < 2 || isFolder && !takesContents else {
            throw .ambiguous(parts.joined(separator: "/"), found: roots.sorted())
        }
        return matches
    }
}
