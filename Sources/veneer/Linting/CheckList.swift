#if Builder
import Building
import Model

/// The table of checks, as `lint --checks` shows it.
struct CheckList: Report {
    struct Entry: Encodable {
        let name: String
        let level: Finding.Level
        let summary: String
        let needs: GateCheck.Need
    }

    let checks: [Entry]

    init() {
        checks = Gate.checks.map {
            Entry(name: $0.name, level: $0.level, summary: $0.summary, needs: $0.need)
        }
    }

    var text: String {
        TextTable(
            header: ["check", "level", "makes sure of"],
            rows: checks.map { [$0.name, $0.level.rawValue, $0.summary] }
        ).text
    }
}
#endif
