import CSolv

/// A set of packages of a pool, in libsolv's form.
@safe struct SolvPackageSet: ~Copyable {
    let pointer: UnsafeMutablePointer<Map>

    /// Makes the set of all packages but some.
    init(allOf pool: borrowing SolvPool, without excluded: Set<Id>) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: Map())
        unsafe map_init(pointer, pool.packages.upperBound)
        unsafe map_setall(pointer)
        for id in excluded { unsafe map_clr(pointer, id) }
    }

    deinit {
        unsafe map_free(pointer)
        unsafe pointer.deallocate()
    }
}
