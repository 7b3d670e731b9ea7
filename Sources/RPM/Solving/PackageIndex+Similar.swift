import CSolv

extension PackageIndex {
    /// Names of installable packages that look like a text, best first.
    func similarNames(to text: String) -> [String] {
        // A person who is wrong about the architecture or version is told by other means.
        let wanted = Array(text.lowercased().utf8.prefix(64))
        guard wanted.count > 1 else { return [] }
        let limit = max(1, wanted.count / 4)
        var distances: [String: Int] = [:]
        for name in names {
            guard distances[name] == nil else { continue }
            let letters = Array(name.lowercased().utf8)
            if let distance = Self.distance(wanted, letters, limit: limit) {
                distances[name] = distance
            } else if letters.count > 3, wanted.count > 3,
                letters.starts(with: wanted) || wanted.starts(with: letters)
            {
                distances[name] = limit + 1
            }
        }
        return distances.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(3).map(\.key)
    }

    /// The names of all packages that run here, some of them more than once.
    private var names: [String] {
        let own = pool.packages.filter { pool.isInstalled($0) }.map { pool.name(of: $0) }
        return members.reduce(into: own) { names, member in
            let table = member.table
            for row in 0..<table.count
            where pool.runsHere(architecture: table.text(.architecture, of: row) ?? "") {
                names.append(table.text(.name, of: row) ?? "")
            }
        }
    }

    /// The number of changed, added, dropped or swapped letters between two words, when it is within a limit.
    static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    last[column + 1] + 1,
                    current[column] + 1,
                    last[column] + (letter == other ? 0 : 1)
                )
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            guard current.contains(where: { $0 <= limit }) else { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
