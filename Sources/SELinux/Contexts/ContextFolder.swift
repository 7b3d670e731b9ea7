import Glibc
import SystemPackage

/// A private folder with a copy of file contexts, for as long as libselinux reads them.
struct ContextFolder {
    private let folder: FilePath
    private let names: [String]

    /// The path of `file_contexts` in it.
    var path: String { folder.appending("file_contexts").string }

    /// Copies file contexts into a new folder that nobody else can write to.
    ///
    /// Throws: `LabelError.noTemporaryFolder`.
    init(_ contexts: FileContexts) throws(LabelError) {
        let place = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var name = Array("\(place)/veneer-labels-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&name) != nil else { throw .noTemporaryFolder(errno: errno) }
        folder = FilePath(
            String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
        names = contexts.files.map { "file_contexts\($0.suffix)" }
        do {
            for (suffix, bytes) in contexts.files {
                let file = try FileDescriptor.open(
                    folder.appending("file_contexts\(suffix)"),
                    .writeOnly,
                    options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: [.ownerReadWrite]
                )
                try file.closeAfter { _ = try file.writeAll(bytes) }
            }
        } catch {
            remove()
            throw .noTemporaryFolder(errno: (error as? Errno)?.rawValue ?? EIO)
        }
    }

    /// Removes the copy; what cannot be removed stays behind in the folder for temporary files.
    func remove() {
        for name in names { unsafe unlink(folder.appending(name).string) }
        unsafe rmdir(folder.string)
    }
}
