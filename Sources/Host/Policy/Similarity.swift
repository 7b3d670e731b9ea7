/// Which of the known names a person may have meant.
enum Similarity {
    /// Up to three names, the closest first.
    static func closest(to word: String, in names: [String]) -> [String] {
        let word = word.lowercased()
        // Two neighbours in the wrong order count twice, and in a short word one slip is half of it.
        let tolerance = word.utf8.count < 4 ? 1 : max(2, word.utf8.count / 3)
        let ranked = names.compactMap { name -> (name: String, rank: Int)? in
            let lowered = name.lowercased()
            let distance = distance(Array(word.utf8), Array(lowered.utf8))
            if distance <= tolerance { return (name, distance) }
            let related = word.utf8.count >= 3 && (lowered.contains(word) || word.contains(lowered))
            return related ? (name, 100) : nil
        }
        return ranked.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.prefix(3).map(\.name)
    }

    /// Levenshtein's distance, row by row.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
