/// Rows of text in left-aligned columns.
struct TextTable {
    private let rows: [[String]]

    /// Makes a table under a header.
    init(header: [String], rows: [[String]]) {
        self.rows = [header.map { $0.uppercased() }] + rows
    }

    /// The table's lines, joined.
    var text: String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                guard column < row.count - 1 else { break }
                line += String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            return line
        }.joined(separator: "\n")
    }
}
