import EROFS
import Images

/// One file of an image, as `inspect --files` lists it.
struct FileLine: Encodable {
    let path: String
    /// As `ls -l` shows it.
    let mode: String
    let owner: UInt32
    let group: UInt32
    let size: UInt64
    let target: String?
    /// The SELinux label; nothing where it has none.
    let label: String?
    /// The names of all other extended attributes.
    let attributes: [String]

    /// Every file of an image, in the order of their paths.
    static func all(in contents: ImageContents) -> [FileLine] {
        contents.paths.compactMap { path in contents.files[path].map { Self(path, $0) } }
    }

    init(_ path: ImagePath, _ file: ImageContents.File) {
        let inode = file.inode
        self.path = path.description
        mode = Self.mode(of: inode)
        owner = inode.owner
        group = inode.group
        size = inode.size
        target = file.target.map { String(decoding: $0, as: UTF8.self) }
        label = file.label
        attributes = file.attributes.map(\.name).filter { $0 != "security.selinux" }
    }

    var text: String {
        let label = label.map { " \($0.shown)" } ?? ""
        let more = attributes.isEmpty ? "" : " [\(attributes.joined(separator: " ").shown)]"
        return "\(mode) \(owner):\(group)\(label) \(size) \(path.shown)"
            + (target.map { " -> \($0.shown)" } ?? "") + more
    }

    static func mode(of inode: Inode) -> String {
        let kind: Character =
            switch inode.kind {
            case .regular: "-"
            case .directory: "d"
            case .symbolicLink: "l"
            case .characterDevice: "c"
            case .blockDevice: "b"
            case .fifo: "p"
            case .socket: "s"
            }
        var text = String(kind)
        let special: [(UInt16, Character, Character)] = [
            (0o4000, "s", "S"), (0o2000, "s", "S"), (0o1000, "t", "T"),
        ]
        for (index, flag) in special.enumerated() {
            let bits = inode.permissions >> UInt16(6 - 3 * index)
            text.append(bits & 4 != 0 ? "r" : "-")
            text.append(bits & 2 != 0 ? "w" : "-")
            let runs = bits & 1 != 0
            let isSpecial = inode.permissions & flag.0 != 0
            text.append(isSpecial ? (runs ? flag.1 : flag.2) : runs ? "x" : "-")
        }
        return text
    }
}
