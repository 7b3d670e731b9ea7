import ELF
import EROFS
import Model

/// The walk through an image that makes its listing.
struct ListingWalk {
    let reader: Reader
    let budget: ReadBudget
    private(set) var entries: [ImageEntry] = []
    /// What was read of files that have several names.
    private var programs: [UInt64: ImageEntry.Program] = [:]
    private var attributes: [UInt64: [ExtendedAttribute]] = [:]

    private static let pathLimit = 4096
    /// The kernel reads no more of a script's first line.
    private static let scriptLimit = 256
    /// Names of files that are never programs, whatever they hold, unless their mode says so.
    private static let plainEndings: Set<String> = [
        "c", "cc", "conf", "cpp", "css", "gif", "gz", "h", "hpp", "html", "jpg", "js", "json",
        "lua", "md", "mo", "pl", "pm", "png", "po", "pod", "pyc", "py", "rb", "rst", "svg", "tcl",
        "tmpl", "ttf", "txt", "vim", "xml", "xz", "yaml", "yml", "zip",
    ]

    init(reader: Reader, budget: ReadBudget) {
        self.reader = reader
        self.budget = budget
    }

    /// Visits every file.
    ///
    /// Throws: `ReaderError`, `GateError`.
    mutating func run() throws {
        try reader.walk { path, inode in
            guard !path.components.isEmpty else { return }
            try budget.spendName()
            let length = path.components.reduce(0) { $0 + $1.count + 1 }
            guard length <= Self.pathLimit else {
                throw GateError.longPath(Printable.text(String(path.description.prefix(60))))
            }
            entries.append(try entry(path, inode))
        }
    }

    private mutating func entry(_ path: ImagePath, _ inode: Inode) throws -> ImageEntry {
        let text = path.description
        return ImageEntry(
            path: text,
            isText: path.components.allSatisfy { String(validating: $0, as: UTF8.self) != nil },
            inode: inode,
            target: inode.kind == .symbolicLink
                ? String(decoding: try reader.target(of: inode), as: UTF8.self) : nil,
            attributes: try attributes(of: inode),
            program: try program(at: text, inode)
        )
    }

    private mutating func attributes(of inode: Inode) throws -> [ExtendedAttribute] {
        if inode.links > 1, let known = attributes[inode.node] { return known }
        let found = try reader.attributes(of: inode)
        try budget.spend(attributes: found.reduce(0) { $0 + 64 + $1.value.count })
        if inode.links > 1 { attributes[inode.node] = found }
        return found
    }

    private mutating func program(
        at path: String,
        _ inode: Inode
    ) throws -> ImageEntry.Program {
        guard inode.kind == .regular, inode.size > 3, !Self.isPlain(path, inode) else {
            return .none
        }
        if let known = programs[inode.node] { return known }
        let program = try readProgram(inode)
        programs[inode.node] = program
        return program
    }

    /// Whether a file is no program, by its place and its name.
    private static func isPlain(_ path: String, _ inode: Inode) -> Bool {
        // What debuggers read has headers of sections that are elsewhere.
        if path.hasPrefix("/usr/lib/debug/") { return true }
        guard inode.permissions & 0o111 == 0 else { return false }
        let name = PathText.name(path)
        guard let dot = name.lastIndex(of: ".") else { return false }
        return plainEndings.contains(String(name[name.index(after: dot)...]))
    }

    private func readProgram(_ inode: Inode) throws -> ImageEntry.Program {
        let start = try read(inode, 0, Self.scriptLimit)
        if start.starts(with: ELFFacts.magic) {
            do {
                let facts = try ELFFacts(size: inode.size) { try read(inode, $0, $1) }
                return facts.map { .elf($0) } ?? .none
            } catch let error as ELFError {
                return .malformed(detail: error.description)
            }
        }
        guard inode.permissions & 0o111 != 0, start.starts(with: [0x23, 0x21]) else {
            return .none
        }
        let line = start.dropFirst(2).prefix { $0 != 0x0a && $0 != 0 }
        return .script(String(decoding: line, as: UTF8.self))
    }

    private func read(_ inode: Inode, _ offset: UInt64, _ count: Int) throws -> [UInt8] {
        try budget.spend(content: UInt64(count))
        return try reader.read(inode, at: offset, count: count)
    }
}

extension ListingWalk {
    /// Reads the release file, where there is exactly one and it is a plain file of a sane size.
    ///
    /// Throws: `ReaderError`, `GateError`.
    func release() throws -> ExtensionRelease? {
        let prefix = "\(ImageListing.releaseFolder)/\(ImageListing.releasePrefix)"
        let found = entries.filter { $0.path.hasPrefix(prefix) }
        guard found.count == 1, let entry = found.first, entry.kind == .regular,
            entry.inode.size <= UInt64(ImageListing.textLimit)
        else { return nil }
        let bytes = try read(entry.inode, 0, Int(entry.inode.size))
        return ExtensionRelease(parsing: String(decoding: bytes, as: UTF8.self))
    }
}
