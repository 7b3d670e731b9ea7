import EROFS
import SystemPackage
import Testing

/// What a file is, from whatever source, for comparison.
struct FileFacts: Equatable {
    var kind: FileKind
    var permissions: UInt16
    var owner: UInt32
    var group: UInt32
    var modified: Timestamp
    var attributes: [ExtendedAttribute]
    /// The content or target; empty for everything else.
    var content: [UInt8] = []
    /// The names that lead to the file, itself among them; nil for directories.
    var links: UInt32?
    var device = DeviceNumber.none

    /// The differences from what was expected, as words.
    func differences(from expected: Self) -> [String] {
        var words: [String] = []
        if kind != expected.kind { words.append("kind \(kind), not \(expected.kind)") }
        if permissions != expected.permissions {
            words.append("mode \(permissions), not \(expected.permissions)")
        }
        if (owner, group) != (expected.owner, expected.group) { words.append("owner") }
        if modified != expected.modified {
            words.append("time \(modified), not \(expected.modified)")
        }
        if attributes != expected.attributes {
            words.append(
                "attributes \(attributes.map(\.name)), not \(expected.attributes.map(\.name))"
            )
        }
        if content != expected.content {
            words.append("content of \(content.count), not \(expected.content.count) bytes")
        }
        if links != expected.links {
            words.append("\(links ?? 0) links, not \(expected.links ?? 0)")
        }
        if device != expected.device { words.append("device") }
        return words
    }
}

/// Files by their paths.
typealias TreeFacts = [String: FileFacts]

/// Records every difference between two trees.
func expectSame(
    _ found: TreeFacts,
    _ expected: TreeFacts,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(
        Set(found.keys).symmetricDifference(expected.keys).isEmpty,
        "names differ",
        sourceLocation: sourceLocation
    )
    for (path, facts) in expected {
        guard let other = found[path] else { continue }
        let differences = other.differences(from: facts)
        #expect(differences.isEmpty, "'\(path)'", sourceLocation: sourceLocation)
    }
}

extension SampleTree {
    /// What an image of the tree has to hold where every file keeps its time.
    var facts: TreeFacts {
        var result: TreeFacts = [:]
        var names: [String: UInt32] = [:]
        for file in files { names[file.linkedTo ?? file.path, default: 0] += 1 }
        for file in files {
            let target = file.linkedTo.flatMap { path in files.first { $0.path == path } }
            let own = target ?? file
            let isDirectory = own.kind == .directory
            result["/" + file.path] = FileFacts(
                kind: own.kind,
                permissions: own.permissions,
                owner: own.owner,
                group: own.group,
                modified: own.modified,
                attributes: own.attributes.sorted { $0.name < $1.name },
                content: own.content,
                links: isDirectory ? nil : names[own.path],
                device: own.device
            )
        }
        for path in result.keys { addParents(of: path, to: &result) }
        return result
    }

    private func addParents(of path: String, to result: inout TreeFacts) {
        var parent = path
        while let slash = parent.lastIndex(of: "/"), slash != parent.startIndex {
            parent = String(parent[..<slash])
            guard result[parent] == nil else { continue }
            result[parent] = FileFacts(
                kind: .directory,
                permissions: 0o755,
                owner: 0,
                group: 0,
                modified: .epoch,
                attributes: []
            )
        }
    }
}

extension Reader {
    /// Everything in the image, the root left out.
    func facts() throws -> TreeFacts {
        var result: TreeFacts = [:]
        try walk { path, inode in
            guard path != .root else { return }
            var content: [UInt8] = []
            if inode.kind == .regular {
                try stream(inode) { span in
                    span.withUnsafeBytes { content.append(contentsOf: $0) }
                }
            }
            if inode.kind == .symbolicLink { content = try target(of: inode) }
            result[path.description] = FileFacts(
                kind: inode.kind,
                permissions: inode.permissions,
                owner: inode.owner,
                group: inode.group,
                modified: inode.modified,
                attributes: try attributes(of: inode),
                content: content,
                links: inode.kind == .directory ? nil : inode.links,
                device: inode.device
            )
        }
        return result
    }
}

/// Opens an image for the length of a closure.
func withReader<Result>(_ path: FilePath, _ body: (Reader) throws -> Result) throws -> Result {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter { try body(Reader(file: file)) }
}
