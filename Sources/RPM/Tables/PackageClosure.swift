/// The packages of some tables that can matter to a request: those that it may mean, all that these may need, and so on.
///
/// Names count, versions do not: which package is right is the solver's business. What is not in here cannot be chosen by it.
struct PackageClosure {
    /// A path: one of the table's strings, or one that is only in file lists.
    enum Path {
        case string(Int)
        case path(String)
    }

    /// One table's part.
    struct Part {
        let table: PackageTable
        /// By package: whether it is in.
        var isTaken: [Bool]
        /// By string: whether all that have it are in.
        var isSeen: [Bool]
        /// Paths that something asks for, with a package that has the file.
        var files: [(path: Path, row: Int)] = []
    }

    private(set) var parts: [Part]
    /// For paths that file lists told of, the packages that have them.
    var paths: [String: [(member: Int, row: Int)]] = [:]
    /// Paths that are needed, and that no table has.
    private(set) var openPaths: Set<String> = []
    private var waiting: [(part: Int, row: Int)] = []
    private let followsRecommendations: Bool

    init(_ tables: [PackageTable], followsRecommendations: Bool) {
        parts = tables.map { table in
            Part(
                table: table,
                isTaken: [Bool](repeating: false, count: table.count),
                isSeen: [Bool](repeating: false, count: table.stringCount)
            )
        }
        self.followsRecommendations = followsRecommendations
        // Packages that want to come with others are named by nobody.
        if followsRecommendations { takeSupplements() }
    }

    /// Takes in all packages that have or provide a name, and what they need.
    mutating func take(name: [UInt8]) {
        see(everywhere: name)
        drain()
    }

    /// Takes in a package, and what it needs.
    mutating func take(row: Int, of part: Int) {
        enter(row, of: part)
        drain()
    }

    private mutating func takeSupplements() {
        for part in parts.indices {
            let table = parts[part].table
            for row in 0..<table.count
            where table.value(.supplements, of: row) != table.value(.suggests, of: row) {
                enter(row, of: part)
            }
        }
        drain()
    }

    private mutating func enter(_ row: Int, of part: Int) {
        guard !parts[part].isTaken[row] else { return }
        parts[part].isTaken[row] = true
        waiting.append((part, row))
    }

    private mutating func see(_ string: Int, in part: Int, isPath: Bool) {
        guard !parts[part].isSeen[string] else { return }
        parts[part].isSeen[string] = true
        let table = parts[part].table
        var rows: [Int] = []
        table.forEachProvider(of: string) { rows.append($0) }
        for row in rows {
            if isPath { parts[part].files.append((.string(string), row)) }
            enter(row, of: part)
        }
    }

    private mutating func drain() {
        while let (part, row) = waiting.popLast() {
            let table = parts[part].table
            var names: [Int] = []
            table.forEachDependency(.requires, of: row) { names.append(table.dependency($0).name) }
            if followsRecommendations {
                table.forEachDependency(.recommends, of: row) {
                    names.append(table.dependency($0).name)
                }
            }
            for name in names where !parts[part].isSeen[name] { follow(name, of: part) }
        }
    }

    /// Takes in what has a name that a package of one table needs, from all tables.
    private mutating func follow(_ name: Int, of part: Int) {
        let table = parts[part].table
        let bytes = unsafe table.withBytes(of: name) { unsafe Array($0.dropLast()) }
        if bytes.first == UInt8(ascii: "(") {
            parts[part].isSeen[name] = true
            for word in Self.words(bytes) { see(everywhere: word) }
            return
        }
        see(everywhere: bytes)
    }

    private mutating func see(everywhere name: [UInt8]) {
        let isPath = name.first == UInt8(ascii: "/")
        var isKnown = false
        for part in parts.indices {
            guard let string = parts[part].table.find(name) else { continue }
            see(string, in: part, isPath: isPath)
            isKnown = isKnown || parts[part].table.isProvided(string)
        }
        if isPath { seePath(name, isKnown: isKnown) }
    }

    /// Takes in what has a path according to file lists.
    private mutating func seePath(_ name: [UInt8], isKnown: Bool) {
        let path = String(decoding: name, as: UTF8.self)
        guard let owners = paths[path] else {
            if !isKnown { openPaths.insert(path) }
            return
        }
        for (part, row) in owners {
            parts[part].files.append((.path(path), row))
            enter(row, of: part)
        }
        // What a second one needs by this path is there already.
        paths[path] = []
    }

    /// The words of a rich dependency that may be names: `(a >= 2 or (b and c(x)))` has `a`, `b` and `c(x)` among them.
    static func words(_ text: [UInt8]) -> [[UInt8]] {
        text.split(separator: UInt8(ascii: " ")).map { word in
            var word = word.drop { $0 == UInt8(ascii: "(") }
            // Parentheses that belong to the name are balanced.
            while word.last == UInt8(ascii: ")"),
                word.count(where: { $0 == UInt8(ascii: ")") })
                    > word.count(where: { $0 == UInt8(ascii: "(") })
            {
                word.removeLast()
            }
            return Array(word)
        }
    }
}
