import CRPM
import Glibc
import SystemPackage

/// The list of a package's files.
@safe struct RPMFiles: ~Copyable {
    let pointer: OpaquePointer?

    init(_ header: borrowing RPMHeader) {
        unsafe pointer = rpmfilesNew(nil, header.pointer, 0, 0)
    }

    deinit { unsafe rpmfilesFree(pointer) }

    var count: Int { unsafe pointer == nil ? 0 : Int(rpmfilesFC(pointer)) }

    /// All entries, checked.
    ///
    /// Throws ``PackageFileError``.
    func entries(of package: FilePath) throws -> [FileEntry] {
        var entries: [FileEntry] = []
        entries.reserveCapacity(count)
        for index in 0..<Int32(count) {
            do throws(EntryProblem) {
                entries.append(try entry(index))
            } catch {
                throw PackageFileError.badHeader(package, detail: error.detail)
            }
        }
        return entries
    }

    private struct EntryProblem: Error {
        let detail: String
    }

    private func entry(_ index: Int32) throws(EntryProblem) -> FileEntry {
        let path = try path(index)
        let mode = unsafe UInt32(rpmfilesFMode(pointer, index))
        let kind = try kind(index, mode: mode, path: path)
        let isRegular = kind == .regular
        return FileEntry(
            path: path,
            kind: kind,
            permissions: UInt16(mode & 0o7777),
            owner: try unsafe text(rpmfilesFUser(pointer, index), of: path),
            group: try unsafe text(rpmfilesFGroup(pointer, index), of: path),
            size: isRegular ? unsafe rpmfilesFSize(pointer, index) : 0,
            modified: unsafe rpmfilesFMtime(pointer, index),
            flags: unsafe FileEntry.Flags(rawValue: rpmfilesFFlags(pointer, index)),
            digest: isRegular ? digest(index) : nil,
            capabilities: capabilities(index),
            hardLinks: isRegular ? hardLinks(index) : []
        )
    }

    private func path(_ index: Int32) throws(EntryProblem) -> String {
        guard let name = unsafe rpmfilesFN(pointer, index) else {
            throw EntryProblem(detail: "a file has no name")
        }
        defer { unsafe free(name) }
        guard let path = unsafe String(validatingCString: name) else {
            let repaired = unsafe String(cString: name)
            throw EntryProblem(detail: "the name '\(repaired)' is not UTF-8")
        }
        guard Self.isPlain(path) else {
            throw EntryProblem(detail: "'\(path)' is no plain absolute path")
        }
        return path
    }

    private static func isPlain(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let names = parts.dropFirst()
        return path == "/"
            || parts[0].isEmpty && !names.isEmpty
                && names.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    private func kind(
        _ index: Int32,
        mode: UInt32,
        path: String
    ) throws(EntryProblem) -> FileEntry.Kind {
        let device = unsafe UInt32(rpmfilesFRdev(pointer, index))
        // inode(7), "The file type and mode"
        switch mode & 0o170000 {
        case 0o100000: return .regular
        case 0o040000: return .directory
        case 0o020000: return .characterDevice(major: device >> 8, minor: device & 0xff)
        case 0o060000: return .blockDevice(major: device >> 8, minor: device & 0xff)
        case 0o010000: return .fifo
        case 0o140000: return .socket
        case 0o120000:
            let target = try unsafe text(rpmfilesFLink(pointer, index), of: path)
            guard !target.isEmpty else {
                throw EntryProblem(detail: "the link '\(path)' leads nowhere")
            }
            return .symbolicLink(target: target)
        default: throw EntryProblem(detail: "'\(path)' is of no known kind")
        }
    }

    private func text(
        _ pointer: UnsafePointer<CChar>?,
        of path: String
    ) throws(EntryProblem) -> String {
        guard let pointer = unsafe pointer else { return "" }
        guard let text = unsafe String(validatingCString: pointer) else {
            throw EntryProblem(detail: "a name or target of '\(path)' is not UTF-8")
        }
        return text
    }

    private func digest(_ index: Int32) -> FileDigestValue? {
        var algorithm: Int32 = 0
        var length = 0
        guard let start = unsafe rpmfilesFDigest(pointer, index, &algorithm, &length) else {
            return nil
        }
        let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: length))
        // librpm gives zeros for files that have no digest, such as ghosts.
        return bytes.allSatisfy { $0 == 0 }
            ? nil : FileDigestValue(algorithm: algorithm, bytes: bytes)
    }

    private func capabilities(_ index: Int32) -> String? {
        guard let text = unsafe rpmfilesFCaps(pointer, index) else { return nil }
        let capabilities = unsafe String(cString: text)
        return capabilities.isEmpty ? nil : capabilities
    }

    private func hardLinks(_ index: Int32) -> [Int] {
        var places: UnsafePointer<Int32>?
        let count = unsafe rpmfilesFLinks(pointer, index, &places)
        guard count > 1, let places = unsafe places else { return [] }
        return unsafe UnsafeBufferPointer(start: places, count: Int(count)).map(Int.init)
    }
}
