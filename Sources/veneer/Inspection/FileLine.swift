import EROFS

/// One file of an image, as `inspect --files` lists it.
struct FileLine: Encodable {
    let path: String
    /// As `ls -l` shows it.
    let mode: String
    let owner: UInt32
    let group: UInt32
    let size: UInt64
    let target: String?

    /// Every file of an image, in the order of their paths.
    static func all(in reader: Reader) throws -> [FileLine] {
        var lines: [FileLine] = []
        try reader.walk { path, inode in
            let target =
                inode.kind == .symbolicLink
                ? String(decoding: try reader.target(of: inode), as: UTF8.self) : nil
            lines.append(
                FileLine(
                    path: path.description,
                    mode: mode(of: inode),
                    owner: inode.owner,
                    group: inode.group,
                    size: inode.size,
                    target: target
                )
            )
        }
        return lines
    }

    var text: String {
        "\(mode) \(owner):\(group) \(size) \(path)" + (target.map { " -> \($0)" } ?? "")
    }

    private static func mode(of inode: Inode) -> String {
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
