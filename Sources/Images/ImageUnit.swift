package import EROFS
import Model

/// A systemd unit in an image.
package struct ImageUnit: Equatable, Codable, Sendable {
    package let name: String
    /// What it says of itself.
    package let description: String?
    /// The units of the host that start it once the image is merged, sorted; empty for one that nothing starts.
    package let startedBy: [String]
}

extension ImageUnit {
    private static let folder = "/usr/lib/systemd/system"
    /// Far above any real unit, in bytes.
    private static let limit = 64 << 10

    /// Reads the units of an image, sorted by name, with what drop-ins and links of the image have started.
    ///
    /// Throws: `ReaderError`.
    package static func all(in contents: ImageContents, _ reader: Reader) throws -> [Self] {
        let root = try ImagePath(folder)
        var descriptions: [String: String?] = [:]
        var starters: [String: Set<String>] = [:]
        for path in contents.paths where path.components.starts(with: root.components) {
            let names = path.components.dropFirst(root.components.count).map { name in
                String(decoding: name, as: UTF8.self)
            }
            guard let file = contents.files[path] else { continue }
            if names.count == 1, UnitName.isValid(names[0]), file.inode.kind != .directory {
                let text = try text(of: file, reader)
                descriptions[names[0]] = values("Description", in: text).last
            } else if names.count == 2, let (unit, kind) = dropIn(names[0]) {
                let started =
                    kind == "d" ? try units(of: file, named: names[1], reader) : [names[1]]
                for name in started { starters[name, default: []].insert(unit) }
            }
        }
        return descriptions.sorted { $0.key < $1.key }.map { name, description in
            Self(
                name: name,
                description: description,
                startedBy: starters.filter { isMeant($0.key, name) }.values
                    .reduce(into: Set()) { $0.formUnion($1) }.sorted()
            )
        }
    }

    /// `UNIT.d`, `UNIT.wants`, `UNIT.requires` or `UNIT.upholds`.
    private static func dropIn(_ name: String) -> (unit: String, kind: String)? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let kind = String(name[name.index(after: dot)...])
        guard ["d", "wants", "requires", "upholds"].contains(kind) else { return nil }
        return (String(name[..<dot]), kind)
    }

    private static func units(
        of file: ImageContents.File,
        named name: String,
        _ reader: Reader
    ) throws -> [String] {
        guard name.hasSuffix(".conf") else { return [] }
        let text = try text(of: file, reader)
        let lines = ["Upholds", "Wants", "Requires"].flatMap { key in values(key, in: text) }
        return lines.flatMap { line in line.split(separator: " ").map { String($0) } }
    }

    private static func text(of file: ImageContents.File, _ reader: Reader) throws -> String {
        guard file.inode.kind == .regular, file.inode.size <= UInt64(limit) else { return "" }
        return String(decoding: try reader.contents(of: file.inode, limit: limit), as: UTF8.self)
    }

    private static func values(_ key: String, in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            line.hasPrefix("\(key)=") ? String(line.dropFirst(key.count + 1)) : nil
        }
    }

    /// Whether a started unit is this one, or an instance of this template.
    private static func isMeant(_ started: String, _ name: String) -> Bool {
        if started == name { return true }
        guard let at = started.firstIndex(of: "@"), let dot = started.lastIndex(of: "."), at < dot
        else { return false }
        return "\(started[...at])\(started[dot...])" == name
    }
}
