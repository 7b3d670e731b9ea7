/// The file contexts of a policy: which label belongs to which path.
package struct FileContexts: Equatable, Sendable {
    /// The bytes of `file_contexts`.
    package var main: [UInt8]
    /// Those of the files beside it, by what comes after `file_contexts`, such as `.subs_dist`.
    package var sides: [String: [UInt8]]

    /// What libselinux looks for beside the file.
    package static let suffixes = [".homedirs", ".local", ".subs", ".subs_dist"]

    /// Makes file contexts.
    package init(main: [UInt8], sides: [String: [UInt8]] = [:]) {
        self.main = main
        self.sides = sides.filter { Self.suffixes.contains($0.key) }
    }

    /// Takes the files of a policy by what comes after `file_contexts`, `""` for the file itself; nothing when it is not there.
    package init?(files: [String: [UInt8]]) {
        guard let main = files[""] else { return nil }
        self.init(main: main, sides: files)
    }

    /// Every file, under what comes after `file_contexts`.
    var files: [(suffix: String, bytes: [UInt8])] {
        [("", main)] + sides.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Every rule, in the order of the files.
    package var rules: [ContextRule] {
        files.filter { !$0.suffix.hasPrefix(".subs") }.flatMap { ContextRule.all(in: $0.bytes) }
    }

    /// The types that the rules name.
    package var types: Set<String> {
        Set(rules.compactMap { SecurityContext($0.context)?.type })
    }
}
