import CSolv

/// One repository within a pool; the pool owns it, so it must not outlive the pool.
@safe struct SolvRepository {
    let pointer: UnsafeMutablePointer<Repo>

    /// The name that it was made with.
    var id: String { unsafe String(cString: pointer.pointee.name) }

    /// The number of packages.
    var count: Int { unsafe Int(pointer.pointee.nsolvables) }

    /// Sets which repository wins: a higher number is preferred.
    func setPriority(_ priority: Int32) { unsafe pointer.pointee.priority = priority }

    /// Adds the packages of a `primary.xml`; false on failure.
    func addPrimary(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_add_rpmmd(pointer, file.pointer, nil, 0) == 0
    }

    /// Adds the files of a `filelists.xml` to the packages that are there; false on failure.
    func addFileLists(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_add_rpmmd(pointer, file.pointer, nil, REPO_EXTEND_SOLVABLES | REPO_LOCALPOOL)
            == 0
    }

    /// Adds the advisories of an `updateinfo.xml`; false on failure.
    func addAdvisories(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_add_updateinfoxml(pointer, file.pointer, 0) == 0
    }

    /// Adds the packages of a cache file; false on failure.
    func addCache(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_add_solv(pointer, file.pointer, 0) == 0
    }

    /// Adds the file lists of a cache file to the packages that are there; false on failure.
    func addFileListCache(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_add_solv(pointer, file.pointer, REPO_EXTEND_SOLVABLES | REPO_LOCALPOOL) == 0
    }

    /// Writes all that the repository holds; false on failure.
    func write(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_write(pointer, file.pointer) == 0
    }

    /// Writes what was added last, which is far cheaper than all; false on failure.
    func writeLastAddition(_ file: borrowing SolvFile) -> Bool {
        guard let data = unsafe repo_id2repodata(pointer, pointer.pointee.nrepodata - 1) else {
            return false
        }
        return unsafe repodata_write(data, file.pointer) == 0
    }

    /// Takes all packages out again.
    func empty() { unsafe repo_empty(pointer, 1) }
}
