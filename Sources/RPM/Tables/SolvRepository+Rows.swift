import CSolv

/// Which package of a pool came from which row of a table.
struct RowOrigin {
    /// The pool's number of the first package.
    let first: Id
    /// The rows, in the order of the pool's numbers.
    let rows: [Int]

    /// The row of a package, or nothing when it came from elsewhere.
    func row(of id: Id) -> Int? {
        let index = Int(id) - Int(first)
        return rows.indices.contains(index) ? rows[index] : nil
    }
}

extension SolvRepository {
    /// Adds the packages of a part of a closure.
    func add(_ part: PackageClosure.Part) -> RowOrigin {
        let rows = part.isTaken.indices.filter { part.isTaken[$0] }
        guard !rows.isEmpty else { return RowOrigin(first: 0, rows: []) }
        let first = unsafe repo_add_solvable_block(pointer, Int32(clamping: rows.count))
        var files: [Int: [PackageClosure.Path]] = [:]
        for file in part.files { files[file.row, default: []].append(file.path) }
        var entry = TableEntry(part.table, repository: self)
        for (index, row) in rows.enumerated() {
            entry.fill(first + Id(index), from: row, files: files[row] ?? [])
        }
        return RowOrigin(first: first, rows: rows)
    }
}

/// Makes packages of a pool from those of a table.
private struct TableEntry: ~Copyable {
    private let table: PackageTable
    private let repository: SolvRepository
    /// The pool's numbers of the table's strings and dependencies, as far as they were needed; zero is unknown.
    private var strings: [Id]
    private var dependencies: [Id]

    init(_ table: PackageTable, repository: SolvRepository) {
        self.table = table
        self.repository = repository
        strings = [Id](repeating: 0, count: table.stringCount)
        dependencies = [Id](repeating: 0, count: table.dependencyCount)
    }

    mutating func fill(_ id: Id, from row: Int, files: [PackageClosure.Path]) {
        let solvable = unsafe repository.pointer.pointee.pool.pointee.solvables + Int(id)
        unsafe solvable.pointee.name = string(table.value(.name, of: row))
        unsafe solvable.pointee.arch = string(table.value(.architecture, of: row))
        unsafe solvable.pointee.evr = string(table.value(.evr, of: row))
        var provides = list(.provides, of: row)
        for file in files {
            let id =
                switch file {
                case .string(let number): string(number)
                case .path(let path):
                    unsafe pool_str2id(repository.pointer.pointee.pool, path, 1)
                }
            unsafe provides = repo_addid(repository.pointer, provides, id)
        }
        unsafe solvable.pointee.provides = provides
        unsafe solvable.pointee.requires = list(.requires, of: row)
        unsafe solvable.pointee.conflicts = list(.conflicts, of: row)
        unsafe solvable.pointee.obsoletes = list(.obsoletes, of: row)
        unsafe solvable.pointee.recommends = list(.recommends, of: row)
        unsafe solvable.pointee.supplements = list(.supplements, of: row)
        unsafe solvable.pointee.suggests = list(.suggests, of: row)
        unsafe solvable.pointee.enhances = list(.enhances, of: row)
    }

    private mutating func list(_ list: DependencyList, of row: Int) -> Offset {
        var offset = Offset(0)
        var numbers: [Int] = []
        table.forEachDependency(list, of: row) { numbers.append($0) }
        for number in numbers {
            unsafe offset = repo_addid(repository.pointer, offset, dependency(number))
        }
        return offset
    }

    private mutating func string(_ number: Int) -> Id {
        let known = strings[number]
        guard known == 0, number != 0 else {
            return known == 0 ? Id(bitPattern: ID_EMPTY.rawValue) : known
        }
        let pool = unsafe repository.pointer.pointee.pool
        let id = unsafe table.withBytes(of: number) { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) {
                unsafe pool_strn2id(pool, $0.baseAddress, UInt32(clamping: $0.count - 1), 1)
            }
        }
        strings[number] = id
        return id
    }

    private mutating func dependency(_ number: Int) -> Id {
        let known = dependencies[number]
        guard known == 0 else { return known }
        let pool = unsafe repository.pointer.pointee.pool
        let (name, version, flags) = table.dependency(number)
        var id = Id(0)
        let isRich = unsafe table.withBytes(of: name) { unsafe $0.first == UInt8(ascii: "(") }
        if isRich, flags == 0 {
            // Nothing for what is no rich dependency after all: a name that nothing has.
            id = unsafe table.withBytes(of: name) { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) {
                    unsafe pool_parserpmrichdep(pool, $0.baseAddress)
                }
            }
        }
        if id == 0 { id = string(name) }
        if flags != 0 {
            id = unsafe pool_rel2id(pool, id, string(version), flags, 1)
        }
        dependencies[number] = id
        return id
    }
}
