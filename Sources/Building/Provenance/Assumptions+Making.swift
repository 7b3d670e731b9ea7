import Crypto
import Model
import RPM
import Transfer

extension ImageProvenance.Assumptions {
    /// Writes down what an image takes for granted of its base.
    init(requirements: [NEVRA: [String]], layout: BaseLayout, tree: Tree, files: BaseFiles) {
        self.init()
        for (package, texts) in requirements { packages[package.description] = texts }
        libraries = Set(requirements.values.joined().compactMap(Self.library)).sorted()
        links = layout.links
        for path in tree.paths {
            guard let entry = tree.entries[path], let present = files[path],
                case let isSame = tree.has(present, as: entry), entry.kind != .directory || !isSame
            else { continue }
            if isSame { sameFiles.append(path) } else { shadowedFiles.append(path) }
        }
    }

    /// The shared library that a requirement such as `libc.so.6(GLIBC_2.34)(64bit)` names.
    private static func library(in requirement: String) -> String? {
        guard let end = requirement.firstIndex(of: "("), requirement.hasSuffix(")") else {
            return requirement.hasSuffix(".so") ? requirement : nil
        }
        let name = requirement[..<end]
        return name.contains(".so") && !name.contains("/") && !name.contains(" ")
            ? String(name) : nil
    }
}

extension Tree {
    /// Whether an entry is what the base has: of a file the content, of a link the target.
    fileprivate func has(_ present: BaseFile, as entry: TreeEntry) -> Bool {
        switch (entry.kind, present.kind) {
        case (.directory, .directory): true
        case (.symlink(let target), .symlink(let other)): target == other
        case (.file(let identity, _), .file(_, let checksum?)):
            made[identity].map { Checksum(SHA256.hash(data: $0)) == checksum }
                ?? (entry.digest == checksum.hex)
        default: false
        }
    }
}
