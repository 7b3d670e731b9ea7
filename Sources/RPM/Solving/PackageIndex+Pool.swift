import CSolv
import Glibc

extension PackageIndex {
    /// Brings the packages into the pool that can matter to a request, in the place of those of the last one.
    mutating func fill(for request: PackageRequest) {
        var closure = PackageClosure(
            members.map(\.table),
            followsRecommendations: request.installsRecommended
        )
        closure.paths = knownPaths
        for text in request.packages { seed(text, &closure) }
        openPaths = closure.openPaths
        // The last one first, so that the pool's numbers are given back and given out again.
        for place in members.indices.reversed() {
            if let repository = members[place].repository { repository.free() }
        }
        for place in members.indices {
            let source = members[place].source
            let repository = pool.makeRepository(source.id)
            // libsolv prefers the higher number, dnf the lower.
            repository.setPriority(-Int32(clamping: min(max(source.priority, -99_999), 99_999)))
            members[place].origin = repository.add(closure.parts[place])
            members[place].repository = repository
        }
        pool.considerAll()
        pool.index()
    }

    /// Takes in all that a request may mean, and possibly more.
    private func seed(_ text: String, _ closure: inout PackageClosure) {
        if text.contains(where: { "*?[".contains($0) }) {
            seed(pattern: text, &closure)
            return
        }
        for name in Self.names(in: text) { closure.take(name: Array(name.utf8)) }
    }

    /// The names that a request may be about: `a-1-2.x86_64` may mean `a-1-2.x86_64`, `a-1-2`, `a-1` or `a`.
    static func names(in text: String) -> [Substring] {
        var names = [text[...]]
        // `NAME >= VERSION`
        if let space = text.firstIndex(where: { " <=>".contains($0) }), space > text.startIndex {
            names.append(text[..<space])
        }
        for name in names {
            if let dot = name.lastIndex(of: ".") { names.append(name[..<dot]) }
        }
        for name in names {
            var rest = name
            for _ in 0..<2 {
                guard let dash = rest.lastIndex(of: "-") else { break }
                rest = rest[..<dash]
                names.append(rest)
            }
        }
        return names.filter { !$0.isEmpty }
    }

    /// Takes in what fits a pattern: packages' names, with or without versions and architectures, or else anything.
    private func seed(pattern: String, _ closure: inout PackageClosure) {
        var isFound = false
        for (place, member) in members.enumerated() {
            for row in 0..<member.table.count where member.table.fits(pattern, row: row) {
                closure.take(row: row, of: place)
                isFound = true
            }
        }
        guard !isFound else { return }
        for member in members {
            for name in member.table.strings(fitting: pattern) { closure.take(name: name) }
        }
    }

    /// The member and the row that a package of the pool came from, or nothing for the base's.
    func origin(of id: Id) -> (member: Member, row: Int)? {
        for member in members {
            if let row = member.origin.row(of: id) { return (member, row) }
        }
        return nil
    }
}

extension PackageTable {
    /// Whether a package's name fits a pattern, alone, with the architecture, or as the full name.
    fileprivate func fits(_ pattern: String, row: Int) -> Bool {
        let isNamed = unsafe withBytes(of: value(.name, of: row)) { unsafe Self.fits(pattern, $0) }
        if isNamed { return true }
        guard pattern.contains(where: { "-.".contains($0) }) else { return false }
        let name = text(value(.name, of: row))
        let architecture = text(value(.architecture, of: row))
        let evr = text(value(.evr, of: row))
        let version = evr.split(separator: ":").last ?? ""
        let names = [
            "\(name).\(architecture)", "\(name)-\(evr)", "\(name)-\(version)",
            "\(name)-\(evr).\(architecture)", "\(name)-\(version).\(architecture)",
            "\(name)-\(version.prefix { $0 != "-" })",
        ]
        return names.contains { unsafe fnmatch(pattern, $0, 0) == 0 }
    }

    /// The strings that fit a pattern.
    fileprivate func strings(fitting pattern: String) -> [[UInt8]] {
        (1..<max(1, stringCount)).compactMap { string in
            unsafe withBytes(of: string) { bytes in
                unsafe Self.fits(pattern, bytes) ? Array(bytes.dropLast()) : nil
            }
        }
    }

    private static func fits(_ pattern: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe bytes.withMemoryRebound(to: CChar.self) { text in
            guard let start = text.baseAddress else { return false }
            return unsafe fnmatch(pattern, start, 0) == 0
        }
    }
}
