import EROFS
package import Model

extension Tree {
    /// Does a recipe's steps, in order.
    ///
    /// Throws: `TreeError` for a step that matches nothing, unless it says `when: present`, and what the supplies throw.
    package mutating func apply(_ steps: [RecipeStep], _ supplies: StepSupplies) throws {
        for step in steps {
            switch step {
            case .directory(let path, let mode, let optional):
                try makeDirectory(path, mode: mode, optional: optional, supplies)
            case .file(let path, let content, let mode, let optional):
                try writeFile(path, content, mode: mode, optional: optional, supplies)
            case .symlink(let path, let target, let optional):
                try makeLink(path, target: target, optional: optional, supplies)
            case .move(let path, let to, let optional):
                try move(path, to: to, optional: optional)
            case .remove(let path, let optional):
                for match in try matches(path, step: "remove", optional: optional) {
                    _ = take(match)
                }
            case .replace(let path, let from, let to, let optional):
                try replace(path, from: from, to: to, optional: optional, supplies)
            case .install(let installation): try install(installation, supplies)
            default: try applyMetadata(step, supplies)
            }
        }
    }

    private mutating func makeDirectory(
        _ path: String,
        mode: UInt16,
        optional: Bool,
        _ supplies: StepSupplies
    ) throws(TreeError) {
        let path = Self.trimmed(path)
        guard !optional || entries[PathText.parent(path)] != nil else { return }
        let metadata = Metadata(permissions: mode, modified: supplies.modified)
        try add(
            TreeEntry(kind: .directory, metadata: metadata, origin: Self.recipe),
            at: path
        )
    }

    private mutating func writeFile(
        _ path: String,
        _ content: RecipeStep.FileContent,
        mode: UInt16,
        optional: Bool,
        _ supplies: StepSupplies
    ) throws {
        guard !optional || entries[PathText.parent(path)] != nil else { return }
        let bytes =
            switch content {
            case .text(let text): Array(text.utf8)
            case .source(let name): try supplies.recipeFile(name)
            }
        try write(
            bytes,
            to: path,
            metadata: Metadata(permissions: mode, modified: supplies.modified),
            origin: Self.recipe
        )
    }

    private mutating func makeLink(
        _ path: String,
        target: String,
        optional: Bool,
        _ supplies: StepSupplies
    ) throws(TreeError) {
        guard !optional || entries[PathText.resolve(target, from: path)] != nil else { return }
        let metadata = Metadata(permissions: 0o777, modified: supplies.modified)
        try add(
            TreeEntry(
                kind: .symlink(target: target),
                metadata: metadata,
                origin: Self.recipe
            ),
            at: path
        )
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

    static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
