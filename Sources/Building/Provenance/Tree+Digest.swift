import EROFS
import Model

extension Tree {
    /// One checksum that stands for every name in the tree with what is there, but for one file.
    ///
    /// Nothing where a package does not say what a file of it holds. Throws: `FileError` when a download cannot be read.
    func digest(without omitted: String) throws -> Checksum? {
        var hash = FieldHash()
        var firstNames: [FileIdentity: String] = [:]
        for path in paths where path != omitted {
            guard let entry = entries[path] else { continue }
            hash.add("path", path)
            switch entry.kind {
            case .directory: hash.add("kind", "directory")
            case .special: hash.add("kind", "special")
            case .symlink(let target): hash.add("link", target)
            case .file(let identity, let size):
                if let first = firstNames[identity] {
                    hash.add("name of", first)
                    continue
                }
                firstNames[identity] = path
                hash.add("size", size)
                if let content = made[identity] {
                    hash.add("content", content)
                } else if let content = spooled[identity] {
                    hash.add("spooled", try content.checksum().hex)
                } else if let digest = entry.digest {
                    hash.add("digest", digest)
                } else if size > 0 {
                    return nil
                }
            }
            hash.add(entry.metadata)
        }
        return hash.checksum
    }
}

extension FieldHash {
    fileprivate mutating func add(_ metadata: Metadata) {
        add("permissions", metadata.permissions)
        add("owner", metadata.owner)
        add("group", metadata.group)
        add("seconds", metadata.modified.seconds)
        add("nanoseconds", metadata.modified.nanoseconds)
        for attribute in metadata.attributes.sorted(by: { $0.name < $1.name }) {
            add("attribute", attribute.name)
            add("value", attribute.value)
        }
    }
}
