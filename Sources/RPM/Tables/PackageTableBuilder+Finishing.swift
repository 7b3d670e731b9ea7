extension PackageTableBuilder {
    /// For each string, which packages have it: where its packages begin among all, and the packages.
    func providers() -> (starts: [UInt32], rows: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: strings.count + 1)
        for offer in offers { starts[Int(offer.string) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        var rows = [UInt32](repeating: 0, count: offers.count)
        // In the order of the packages, because they are offered in it.
        for offer in offers {
            rows[Int(next[Int(offer.string)])] = offer.row
            next[Int(offer.string)] += 1
        }
        return (starts, rows)
    }

    /// All of the table in one piece, as ``PackageTable`` reads it.
    func serialized() -> [UInt32] {
        let (starts, providers) = providers()
        var bytes = strings.bytes
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
        let text = unsafe bytes.withUnsafeBytes { unsafe Array($0.bindMemory(to: UInt32.self)) }
        let sections = [
            strings.offsets, strings.slots, dependencies, rows, lists, starts, providers, text,
        ]
        var result = sections.map { UInt32(truncatingIfNeeded: $0.count) }
        result.reserveCapacity(sections.reduce(sections.count) { $0 + $1.count })
        for section in sections { result += section }
        return result
    }
}
