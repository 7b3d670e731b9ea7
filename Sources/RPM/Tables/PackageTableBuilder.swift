import CSolv

/// Collects packages, to make a table of them.
struct PackageTableBuilder {
    var strings: StringTable
    /// Dependencies, each kept once: name, version, and how the version compares (libsolv's flags).
    private(set) var dependencies: [UInt32] = []
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private(set) var rows: [UInt32] = []
    private(set) var lists: [UInt32] = []
    /// Names and what has them: pairs of a string and a row.
    private(set) var offers: [(string: UInt32, row: UInt32)] = []

    private(set) var current = [UInt32](repeating: 0, count: PackageColumn.allCases.count)
    private var currentLists = [[UInt32]](repeating: [], count: DependencyList.allCases.count)
    /// What scripts need comes after what the package itself needs, as libsolv has it.
    private var late: [UInt32] = []
    private var files: [UInt32] = []

    /// Makes a builder for metadata of about some number of bytes, which is no more than a hint.
    init(expecting size: Int) {
        // Seen in metadata of Fedora, CentOS and Debian: a new string for every 300 to 400 bytes.
        strings = StringTable(expecting: size / 400)
    }

    var rowCount: UInt32 { UInt32(truncatingIfNeeded: rows.count / PackageColumn.allCases.count) }

    subscript(column: PackageColumn) -> UInt32 {
        get { current[column.rawValue] }
        set { current[column.rawValue] = newValue }
    }

    mutating func add(_ dependency: UInt32, to list: DependencyList, isLate: Bool = false) {
        if isLate {
            late.append(dependency)
        } else {
            currentLists[list.rawValue].append(dependency)
        }
    }

    mutating func add(file: UInt32) { files.append(file) }

    /// The number of a dependency, which is made if it is new.
    mutating func dependency(name: UInt32, version: UInt32, flags: UInt32) -> UInt32 {
        var slot = Self.hash(name, version, flags) & (slots.count - 1)
        while case let entry = slots[slot], entry != 0 {
            let place = Int(entry - 1) * 3
            if dependencies[place] == name, dependencies[place + 1] == version,
                dependencies[place + 2] == flags
            {
                return entry - 1
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = UInt32(truncatingIfNeeded: dependencies.count / 3)
        dependencies.append(name)
        dependencies.append(version)
        dependencies.append(flags)
        slots[slot] = number + 1
        if dependencies.count > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for place in stride(from: 0, to: dependencies.count, by: 3) {
            var slot =
                Self.hash(dependencies[place], dependencies[place + 1], dependencies[place + 2])
                & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(truncatingIfNeeded: place / 3 + 1)
        }
    }

    private static func hash(_ name: UInt32, _ version: UInt32, _ flags: UInt32) -> Int {
        var hash = UInt64(name) &* 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ (UInt64(version) << 3) ^ UInt64(flags)) &* 0xc2b2_ae3d_27d4_eb4f
        return Int(truncatingIfNeeded: hash >> 20)
    }

    /// Starts a package.
    mutating func begin() {
        for index in current.indices { current[index] = 0 }
        for index in currentLists.indices { currentLists[index].removeAll(keepingCapacity: true) }
        late.removeAll(keepingCapacity: true)
        files.removeAll(keepingCapacity: true)
    }

    /// Ends a package, whose name and version are set.
    mutating func finish() {
        let row = rowCount
        let own = dependency(name: self[.name], version: self[.evr], flags: UInt32(REL_EQ))
        if !currentLists[0].contains(own) { currentLists[0].append(own) }
        let requires = currentLists[DependencyList.requires.rawValue]
        currentLists[DependencyList.requires.rawValue] += late.filter { !requires.contains($0) }
        for list in DependencyList.allCases {
            current[list.column] = UInt32(truncatingIfNeeded: lists.count)
            lists += currentLists[list.rawValue]
        }
        self[.endOfLists] = UInt32(truncatingIfNeeded: lists.count)
        rows += current
        for provide in currentLists[0] { offers.append((dependencies[Int(provide) * 3], row)) }
        for file in files { offers.append((file, row)) }
    }
}
