/// The place of a file in an image: names below the root, none of which can lead out of it.
package struct ImagePath: Sendable, Hashable, CustomStringConvertible {
    /// The names from the root down; empty for the root itself.
    package let components: [[UInt8]]

    /// The root directory.
    package static let root = Self(trusted: [])

    init(trusted components: [[UInt8]]) { self.components = components }

    /// Takes a path such as `/usr/bin/tool`, `./usr/bin/tool` or `usr/bin/tool`.
    ///
    /// - Throws: `PathError` for empty names, `.`, `..`, NUL and names or paths that are too long.
    package init(bytes: some Collection<UInt8>) throws(PathError) {
        let shown = String(decoding: bytes, as: UTF8.self)
        guard !bytes.isEmpty else { throw .emptyName(shown) }
        guard bytes.count <= 4096 else { throw .tooLong(shown) }
        var parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { Array($0) }
        if let first = parts.first, first.isEmpty || first == [UInt8(ascii: ".")] {
            parts.removeFirst()
        }
        if parts.last?.isEmpty == true { parts.removeLast() }
        for part in parts { try Self.check(part, of: shown) }
        components = parts
    }

    /// Takes a path from text; see `init(bytes:)`.
    package init(_ text: String) throws(PathError) { try self.init(bytes: Array(text.utf8)) }

    private static func check(_ name: [UInt8], of path: String) throws(PathError) {
        switch name {
        case []: throw .emptyName(path)
        case [UInt8(ascii: ".")], [UInt8(ascii: "."), UInt8(ascii: ".")]: throw .dots(path)
        default: break
        }
        guard !name.contains(0) else { throw .containsNUL(path) }
        guard name.count <= Format.nameLimit else { throw .nameTooLong(path) }
    }

    /// The path of an entry below this directory.
    package func appending(_ name: [UInt8]) -> Self { Self(trusted: components + [name]) }

    /// The directory that holds this entry; the root's is itself.
    package var parent: Self { Self(trusted: components.dropLast()) }

    package var description: String {
        "/" + components.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }
}

/// Why text is not a path in an image.
package enum PathError: Error, Hashable, CustomStringConvertible {
    case emptyName(String)
    case dots(String)
    case containsNUL(String)
    case nameTooLong(String)
    case tooLong(String)

    package var description: String {
        switch self {
        case .emptyName(let path): "the path '\(path)' has an empty name in it"
        case .dots(let path): "the path '\(path)' has '.' or '..' in it"
        case .containsNUL(let path): "the path '\(path)' has a NUL byte in it"
        case .nameTooLong(let path):
            "the path '\(path)' has a name of more than \(Format.nameLimit) bytes in it"
        case .tooLong(let path): "the path '\(path.prefix(60))…' is longer than 4096 bytes"
        }
    }
}
