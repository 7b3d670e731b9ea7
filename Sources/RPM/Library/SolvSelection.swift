import CSolv

/// The packages that a text stands for, as a person writes it.
@safe struct SolvSelection: ~Copyable {
    /// Pairs of a kind of job and what it is about.
    let queue = SolvQueue()

    /// Finds packages by name, full name, glob, provide or path.
    init(_ text: String, in pool: borrowing SolvPool, flags: Int32) {
        unsafe selection_make(pool.pointer, queue.pointer, text, flags)
    }

    /// What a person may ask for.
    static let request =
        SELECTION_NAME | SELECTION_PROVIDES | SELECTION_FILELIST | SELECTION_GLOB | SELECTION_CANON
        | SELECTION_DOTARCH | SELECTION_REL

    /// What a person may exclude: what packages are, not what they provide.
    static let exclude =
        SELECTION_NAME | SELECTION_GLOB | SELECTION_CANON | SELECTION_DOTARCH | SELECTION_REL
        | SELECTION_WITH_DISABLED

    var isEmpty: Bool { queue.count == 0 }

    /// The packages that match.
    func packages(in pool: borrowing SolvPool) -> [Id] {
        let result = SolvQueue()
        unsafe selection_solvables(pool.pointer, queue.pointer, result.pointer)
        return result.elements
    }
}
