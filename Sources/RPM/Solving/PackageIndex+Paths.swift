extension PackageIndex {
    /// Looks in file lists for the paths that nothing is known to have; false when there are none such.
    ///
    /// The lists are several times larger than the rest of the metadata, so they are read only when a path is asked for or
    /// needed that nothing else provides. What was found is kept.
    ///
    /// Throws ``RepositoryError``.
    mutating func findPaths(askedFor packages: [String]) async throws -> Bool {
        let asked = packages.filter { $0.hasPrefix("/") }
        let paths = openPaths.union(asked).filter { knownPaths[$0] == nil }
        guard !paths.isEmpty else { return false }
        var loader = MetadataLoader(cache: cache, fetch: fetch)
        for path in paths { knownPaths[path] = [] }
        for (place, member) in members.enumerated() {
            let found = try await loader.search(paths, in: member.index)
            let rows = member.table.rows(checksums: Set(found.values.joined()))
            for (path, checksums) in found {
                knownPaths[path, default: []] += checksums.flatMap { rows[$0] ?? [] }.sorted()
                    .map { (place, $0) }
            }
        }
        cacheFailures += loader.cacheFailures
        return true
    }
}

extension PackageTable {
    /// The packages that have some checksums; the same package may be there twice.
    fileprivate func rows(checksums: Set<String>) -> [String: [Int]] {
        var wanted: [Int: String] = [:]
        for checksum in checksums {
            if let string = find(Array(checksum.utf8)) { wanted[string] = checksum }
        }
        guard !wanted.isEmpty else { return [:] }
        var rows: [String: [Int]] = [:]
        for row in 0..<count {
            guard let checksum = wanted[value(.checksum, of: row)] else { continue }
            rows[checksum, default: []].append(row)
        }
        return rows
    }
}
