package import EROFS
package import Model

extension Tree {
    /// Does a recipe's steps, in order.
    ///
    /// Throws: `TreeError` for a step that matches nothing, unless it says `when: present`.
    package mutating func apply(
        _ steps: [RecipeStep],
        modified: Timestamp,
        capabilities: (String) -> ExtendedAttribute?
    ) throws(TreeError) {
        for step in steps {
            switch step {
            case .directory(let path, let mode):
                let entry = TreeEntry(
                    kind: .directory,
                    metadata: Metadata(permissions: mode, modified: modified),
                    origin: Self.recipe
                )
                try add(entry, at: Self.trimmed(path))
            case .file(let path, let content, let mode):
                try write(
                    Array(content.utf8),
                    to: path,
                    metadata: Metadata(permissions: mode, modified: modified),
                    origin: Self.recipe
                )
            case .symlink(let path, let target):
                let entry = TreeEntry(
                    kind: .symlink(target: target),
                    metadata: Metadata(permissions: 0o777, modified: modified),
                    origin: Self.recipe
                )
                try add(entry, at: path)
            case .move(let path, let to, let optional):
                try move(path, to: to, optional: optional)
            case .remove(let path, let optional):
                for match in try matches(path, step: "remove", optional: optional) {
                    _ = take(match)
                }
            case .mode(let path, let mode):
                try change(path, step: "mode") { $0.permissions = mode }
            case .owner(let path, let user, let group):
                try change(path, step: "owner") { metadata in
                    metadata.owner = user
                    metadata.group = group
                }
            case .capabilities(let path, let text):
                guard let attribute = capabilities(text) else {
                    throw .badCapabilities(path: path, text: text)
                }
                guard case .file = entries[path]?.kind else {
                    throw .wrongKind(path: path, step: "capabilities", expected: "a file")
                }
                try change(path, step: "capabilities") { metadata in
                    metadata.attributes.removeAll { $0.name == attribute.name }
                    metadata.attributes.append(attribute)
                }
            }
        }
    }

    private mutating func move(
        _ path: String,
        to destination: String,
        optional: Bool
    ) throws(TreeError) {
        for match in try matches(path, step: "move", optional: optional) {
            let target =
                destination.hasSuffix("/")
                ? destination + PathText.name(match) : destination
            let taken = take(match)
            for source in taken.keys.sorted() {
                guard let entry = taken[source] else { continue }
                try add(entry, at: target + source.dropFirst(match.count))
            }
        }
    }

    /// The paths that a step means: one, or with `…/*` all in a folder.
    private func matches(
        _ path: String,
        step: String,
        optional: Bool
    ) throws(TreeError) -> [String] {
        let path = Self.trimmed(path)
        let found =
            path.hasSuffix("/*")
            ? children(of: String(path.dropLast(2))) : entries[path] == nil ? [] : [path]
        guard !found.isEmpty || optional else { throw .nothingAt(path: path, step: step) }
        return found
    }

    /// Changes the metadata of what is at a path, under all of its names.
    private mutating func change(
        _ path: String,
        step: String,
        _ body: (inout Metadata) -> Void
    ) throws(TreeError) {
        guard var entry = entries[path] else { throw .nothingAt(path: path, step: step) }
        body(&entry.metadata)
        if step == "owner" { (entry.user, entry.group) = (nil, nil) }
        replace(path, with: entry)
        guard case .file(let identity, _) = entry.kind else { return }
        for (other, linked) in entries {
            guard case .file(identity, _) = linked.kind else { continue }
            var linked = linked
            linked.metadata = entry.metadata
            (linked.user, linked.group) = (entry.user, entry.group)
            replace(other, with: linked)
        }
    }

    private static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
