import EROFS
import Model

extension Tree {
    /// Does a step that changes no more than modes, owners or capabilities.
    ///
    /// Throws: `TreeError`, and what the supplies throw.
    mutating func applyMetadata(_ step: RecipeStep, _ supplies: StepSupplies) throws {
        switch step {
        case .mode(let path, let mode, let optional):
            try change(path, step: "mode", optional) { $0.permissions = mode }
        case .owner(let path, let user, let group, let optional):
            guard !optional || entries[Self.trimmed(path)] != nil else { return }
            let owner = try number(of: user, isGroup: false, supplies)
            let group = try number(of: group, isGroup: true, supplies)
            try change(path, step: "owner", optional) { metadata in
                metadata.owner = owner
                metadata.group = group
            }
        case .capabilities(let path, let text, let optional):
            guard let attribute = supplies.capabilities(text) else {
                throw TreeError.badCapabilities(path: path, text: text)
            }
            if let entry = entries[path] {
                guard case .file = entry.kind else {
                    throw TreeError.wrongKind(path: path, step: "capabilities", expected: "a file")
                }
            }
            try change(path, step: "capabilities", optional) { metadata in
                metadata.attributes.removeAll { $0.name == attribute.name }
                metadata.attributes.append(attribute)
            }
        default: break
        }
    }

    private func number(
        of account: RecipeStep.Account,
        isGroup: Bool,
        _ supplies: StepSupplies
    ) throws -> UInt32 {
        switch account {
        case .number(let number): return number
        case .name(let name):
            if let number = try supplies.number(name, isGroup) { return number }
            let own = try Sysusers(of: self) { try bytes(of: $0, supplies) }
            guard let number = own.number(of: name, isGroup: isGroup) else {
                throw TreeError.unknownAccount(name, isGroup: isGroup)
            }
            return number
        }
    }

    /// Changes the metadata of what is at a path, under all of its names.
    private mutating func change(
        _ path: String,
        step: String,
        _ optional: Bool,
        _ body: (inout Metadata) -> Void
    ) throws(TreeError) {
        let path = Self.trimmed(path)
        guard var entry = entries[path] else {
            if optional { return }
            throw .nothingAt(path: path, step: step)
        }
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
}
