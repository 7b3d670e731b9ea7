import RPM

/// The texts of a tree's files: what a package brings is read from its payload, what the build makes is at hand.
struct TreeTexts {
    /// By path.
    private(set) var texts: [String: String] = [:]
    /// Files that are too long to be what their place says.
    private(set) var oversized: [String] = []

    /// In bytes; files of configuration are a few thousand.
    private static let limit = 1 << 20

    /// Reads the files of a tree whose paths count.
    ///
    /// Throws: `PackageFileError`.
    init(
        reading tree: Tree,
        packages: [VerifiedPackage],
        where counts: (String) -> Bool
    ) throws {
        var wanted: [Int: [String: [String]]] = [:]
        for (path, entry) in tree.entries where counts(path) {
            guard case .file(let identity, let size) = entry.kind else { continue }
            switch identity {
            case .made:
                texts[path] = String(decoding: tree.made[identity] ?? [], as: UTF8.self)
            case .spooled:
                if size > Self.limit {
                    oversized.append(path)
                } else if let content = tree.spooled[identity] {
                    texts[path] = String(
                        decoding: try content.bytes(limit: Self.limit),
                        as: UTF8.self
                    )
                }
            case .payload(let package, let name):
                if size > Self.limit {
                    oversized.append(path)
                } else {
                    wanted[package, default: [:]][name, default: []].append(path)
                }
            }
        }
        oversized.sort()
        for (number, paths) in wanted { try read(paths, in: packages[number], number: number) }
    }

    /// Reads files of one package, by the names that the payload has their contents under.
    private mutating func read(
        _ paths: [String: [String]],
        in package: VerifiedPackage,
        number: Int
    ) throws {
        var names: [String: String] = [:]
        for (index, file) in package.header.files.enumerated() {
            let identity = PackageImport.identity(of: index, in: package.header, package: number)
            if paths[identity.path] != nil { names[file.path] = identity.path }
        }
        let contents = try package.contents(of: Set(names.keys), limit: Self.limit)
        for (name, bytes) in contents {
            guard let identity = names[name] else { continue }
            for path in paths[identity] ?? [] {
                texts[path] = String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    /// The texts of the files in a folder, by name, whose names end so.
    func files(in folder: String, suffix: String) -> [(path: String, text: String)] {
        texts.filter { PathText.parent($0.key) == folder && $0.key.hasSuffix(suffix) }
            .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
