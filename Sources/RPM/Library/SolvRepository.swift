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

    /// Adds the packages of a cache file; false on failure.
    func addCache(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_add_solv(pointer, file.pointer, 0) == 0
    }

    /// Writes all that the repository holds; false on failure.
    func write(_ file: borrowing SolvFile) -> Bool {
        unsafe repo_write(pointer, file.pointer) == 0
    }

    /// Removes the repository from its pool; its packages' numbers are given out again when they are the last ones.
    func free() { unsafe repo_free(pointer, 1) }

    /// Takes all packages out again.
    func empty() { unsafe repo_empty(pointer, 1) }
}
