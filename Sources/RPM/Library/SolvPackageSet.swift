import CSolv

/// A set of packages, at first all of a pool.
@safe struct SolvPackageSet: ~Copyable {
    let pointer: UnsafeMutablePointer<Map>

    init(allOf pool: borrowing SolvPool) {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: Map())
        unsafe map_init(pointer, pool.packages.upperBound)
        unsafe map_setall(pointer)
    }

    deinit {
        unsafe map_free(pointer)
        unsafe pointer.deallocate()
    }

    func remove(_ id: Id) { unsafe map_clr(pointer, id) }
}
