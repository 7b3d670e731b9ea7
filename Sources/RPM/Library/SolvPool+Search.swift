import CSolv

extension SolvPool {
    /// Runs `body` for each entry of a list of records, with the pool's position on the entry.
    ///
    /// - Parameters:
    ///   - key: The list's attribute, such as `UPDATE_REFERENCE`.
    ///   - owner: The package that has the list, or `SOLVID_META` for the repository itself.
    ///   - repository: The repository to look in.
    ///   - body: Reads the entry; it must not keep it.
    func forEachRecord(
        _ key: solv_knownid,
        of owner: Id,
        in repository: SolvRepository,
        _ body: (SolvRecord) throws -> Void
    ) rethrows {
        // The iterator points into itself, so it needs one address for its life.
        let iterator = UnsafeMutablePointer<Dataiterator>.allocate(capacity: 1)
        unsafe iterator.initialize(to: Dataiterator())
        defer { unsafe iterator.deallocate() }
        unsafe dataiterator_init(
            iterator,
            pointer,
            repository.pointer,
            owner,
            Id(bitPattern: key.rawValue),
            nil,
            0
        )
        defer { unsafe dataiterator_free(iterator) }
        while unsafe dataiterator_step(iterator) != 0 {
            unsafe dataiterator_setpos(iterator)
            try unsafe body(SolvRecord(pool: pointer))
        }
    }
}

/// The record at which a pool's search stands; valid within ``SolvPool/forEachRecord(_:of:in:_:)`` only.
@safe struct SolvRecord {
    private let pool: UnsafeMutablePointer<CSolv.Pool>

    fileprivate init(pool: UnsafeMutablePointer<CSolv.Pool>) {
        unsafe self.pool = pool
    }

    /// The text of an attribute.
    func text(_ key: solv_knownid) -> String? {
        unsafe pool_lookup_str(pool, SOLVID_POS, Id(bitPattern: key.rawValue))
            .map { unsafe String(cString: $0) }
    }

    /// The number of an attribute, or zero.
    func number(_ key: solv_knownid) -> UInt64 {
        unsafe pool_lookup_num(pool, SOLVID_POS, Id(bitPattern: key.rawValue), 0)
    }

    /// The checksum of an attribute and the name of its algorithm.
    func checksum(_ key: solv_knownid) -> (hex: String, algorithm: String)? {
        var type: Id = 0
        let digits = unsafe pool_lookup_checksum(
            pool,
            SOLVID_POS,
            Id(bitPattern: key.rawValue),
            &type
        )
        guard let digits = unsafe digits, type != 0, let name = unsafe solv_chksum_type2str(type)
        else { return nil }
        return unsafe (String(cString: digits), String(cString: name))
    }
}
