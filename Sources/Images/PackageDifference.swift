package import Model

/// How the packages of one image differ from those of another, by their provenance.
package struct PackageDifference: Equatable, Codable, Sendable {
    /// A package that both have, in other versions.
    package struct Change: Equatable, Codable, Sendable {
        package let name: String
        package let old: String
        package let new: String
    }

    /// As `name-[epoch:]version-release.arch`, sorted.
    package private(set) var added: [String] = []
    package private(set) var removed: [String] = []
    package private(set) var changed: [Change] = []

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    /// Compares the packages that two documents list.
    package init(from old: ImageProvenance, to new: ImageProvenance) {
        let before = Dictionary(grouping: old.packages) { "\($0.name).\($0.architecture)" }
        let after = Dictionary(grouping: new.packages) { "\($0.name).\($0.architecture)" }
        for name in Set(before.keys).union(after.keys).sorted() {
            let left = before[name] ?? []
            let right = after[name] ?? []
            guard left.count == 1, right.count == 1 else {
                let (old, new) = (Set(left.map(\.nevra)), Set(right.map(\.nevra)))
                added += new.subtracting(old).sorted()
                removed += old.subtracting(new).sorted()
                continue
            }
            guard left[0].nevra != right[0].nevra else { continue }
            changed.append(
                Change(
                    name: left[0].name,
                    old: left[0].version.description,
                    new: right[0].version.description
                )
            )
        }
    }
}
