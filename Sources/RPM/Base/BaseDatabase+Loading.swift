import CRPM
import CSolv
import Glibc
import SystemPackage

extension BaseDatabase {
    /// Adds the base's packages to a pool, as those that are installed.
    ///
    /// Throws ``BaseDatabaseError``.
    func load(into pool: borrowing SolvPool) throws -> SolvRepository {
        let repository = pool.makeRepository("@System")
        try withTemporaryCopy { folder in
            try Librpm.withLock { session in
                // libsolv asks librpm for the folder below the root, and librpm's own default may lie in a home folder.
                session.define("_dbpath /rpm")
                unsafe pool_set_rootdir(pool.pointer, folder.string)
                let result = unsafe repo_add_rpmdb(repository.pointer, nil, REPO_USE_ROOTDIR)
                unsafe pool_set_rootdir(pool.pointer, nil)
                let messages = session.takeMessages()
                guard result == 0 else {
                    throw BaseDatabaseError.malformed(self, details: messages + [pool.lastError])
                }
                guard repository.count == 0 else { return }
                // For a format that it was built without, librpm opens a dummy that is empty.
                throw format == .sqlite
                    ? BaseDatabaseError.empty(self)
                    : BaseDatabaseError.malformed(
                        self,
                        details: messages + ["it lists no packages"]
                    )
            }
        }
        pool.setInstalled(repository)
        return repository
    }

    /// Runs `body` with a private folder whose subfolder `rpm` holds a copy of the database.
    private func withTemporaryCopy(_ body: (FilePath) throws -> Void) throws {
        let folder = try Self.makeTemporaryFolder()
        defer { Self.remove(folder) }
        let target = folder.appending("rpm")
        guard unsafe mkdir(target.string, 0o700) == 0 else {
            throw BaseDatabaseError.unreadable(target, cause: Errno(rawValue: errno))
        }
        try copy(to: target)
        try body(folder)
    }

    private static func makeTemporaryFolder() throws -> FilePath {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
        let template = FilePath(parent.isEmpty ? "/tmp" : parent).appending("veneer-rpmdb-XXXXXX")
        var name = Array(template.string.utf8CString)
        guard unsafe mkdtemp(&name) != nil else {
            throw BaseDatabaseError.unreadable(template, cause: Errno(rawValue: errno))
        }
        return FilePath(
            String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        )
    }

    /// Removes what librpm may have left in the copy's folder, and the folders.
    private static func remove(_ folder: FilePath) {
        let database = folder.appending("rpm")
        if let stream = unsafe opendir(database.string) {
            while let entry = unsafe readdir(stream) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                    unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
                        unsafe String(cString: $0)
                    }
                }
                unsafe unlink(database.appending(name).string)
            }
            unsafe closedir(stream)
        }
        unsafe rmdir(database.string)
        unsafe rmdir(folder.string)
    }
}
