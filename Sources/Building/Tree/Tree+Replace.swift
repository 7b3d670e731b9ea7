import EROFS
import Model

extension Tree {
    /// Replaces every occurrence of a text in a file, under all of its names.
    ///
    /// Throws: `TreeError` when the text does not occur, or the file is no text; what the supplies throw.
    mutating func replace(
        _ path: String,
        from: String,
        to: String,
        optional: Bool,
        _ supplies: StepSupplies
    ) throws {
        guard let entry = entries[path] else {
            if optional { return }
            throw TreeError.nothingAt(path: path, step: "replace")
        }
        guard case .file(let identity, _) = entry.kind else {
            throw TreeError.wrongKind(path: path, step: "replace", expected: "a file")
        }
        let bytes = try bytes(of: identity, supplies)
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw TreeError.wrongKind(path: path, step: "replace", expected: "a text")
        }
        let parts = Self.split(text, by: from)
        guard parts.count > 1 else {
            if optional { return }
            throw TreeError.noText(from, path: path)
        }
        let content = Array(parts.joined(separator: to).utf8)
        let names = entries.keys.filter { entries[$0]?.kind.identity == identity }.sorted()
        try write(content, to: path, metadata: entry.metadata, origin: entry.origin)
        guard let written = entries[path] else { return }
        for name in names { replace(name, with: written) }
    }

    /// In bytes: a file that a step looks into is kept in memory.
    private static let textLimit = 16 << 20

    /// The bytes of a file, from wherever they are.
    ///
    /// Throws: `FileError`, and what the supplies throw.
    func bytes(of identity: FileIdentity, _ supplies: StepSupplies) throws -> [UInt8] {
        if let bytes = made[identity] { return bytes }
        if let content = spooled[identity] { return try content.bytes(limit: Self.textLimit) }
        return try supplies.content(identity)
    }

    /// The texts between the occurrences of another one, compared byte by byte.
    private static func split(_ text: String, by separator: String) -> [String] {
        let bytes = Array(text.utf8)
        let pattern = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        var place = 0
        while place + pattern.count <= bytes.count {
            if bytes[place] == pattern[0],
                bytes[place..<place + pattern.count].elementsEqual(pattern)
            {
                parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
                place += pattern.count
                start = place
            } else {
                place += 1
            }
        }
        return parts + [String(decoding: bytes[start...], as: UTF8.self)]
    }
}

extension TreeEntry.Kind {
    /// Which file it is; nothing for what is no file.
    var identity: FileIdentity? {
        guard case .file(let identity, _) = self else { return nil }
        return identity
    }
}
