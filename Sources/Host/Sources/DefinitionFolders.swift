import Files
import Model
import Transfer

/// The folders of small YAML files that say what a host takes from where: one kind of file, later folders override.
///
/// As with systemd's own folders, a file in `/etc` replaces the one of the same name in `/run`, and that the one in `/usr/lib`; an
/// empty file masks it.
struct DefinitionFolders: Sendable {
    /// First to last; the last one is where Veneer writes.
    static let bases = ["/usr/lib/veneer", "/run/veneer", "/etc/veneer"]
    static let own = "/etc/veneer"
    private static let ending = ".yaml"
    private static let limit = 1 << 20

    /// One file that counts.
    struct Definition: Equatable, Sendable {
        var name: String
        var path: String
        /// Whether it is in `/etc/veneer`.
        var isOwn: Bool
        var text: String
    }

    let root: HostRoot
    /// The folder below each base: `sources.d`.
    let kind: String

    /// Every file that counts, by name.
    func read() throws -> [Definition] {
        var found: [String: Definition] = [:]
        for base in Self.bases {
            guard let folder = try root.folder("\(base)/\(kind)") else { continue }
            for entry in try folder.files.entries().map(\.name)
            where entry.hasSuffix(Self.ending) && !entry.hasPrefix(".") {
                let name = String(entry.dropLast(Self.ending.count))
                let path = folder.path(of: entry)
                let text = try root.text(path, limit: Self.limit) ?? ""
                found[name] = Definition(
                    name: name,
                    path: path,
                    isOwn: base == Self.own,
                    text: text
                )
            }
        }
        return found.values.filter { !$0.text.isEmpty }.sorted { $0.name < $1.name }
    }

    /// Writes a file of this host's own.
    func write(_ text: String, name: String) throws {
        let folder = try root.makeFolder("\(Self.own)/\(kind)")
        try folder.write([UInt8](text.utf8), to: name + Self.ending)
    }

    /// Takes a definition away: this host's own file goes, and one from below is masked with an empty file.
    func remove(_ name: String) throws {
        if let folder = try root.folder("\(Self.own)/\(kind)") {
            if try folder.remove(name + Self.ending) { try folder.sync() }
        }
        if try read().contains(where: { $0.name == name }) { try write("", name: name) }
    }
}
