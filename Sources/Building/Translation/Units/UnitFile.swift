import Model

/// The `[Install]` section of a unit: what enabling it would mean (`systemd.unit(5)`).
struct UnitFile: Equatable, Sendable {
    var wantedBy: [String] = []
    var alias: [String] = []
    var also: [String] = []

    /// Whether there is anything to enable.
    var isInstallable: Bool { !wantedBy.isEmpty || !alias.isEmpty }

    /// Reads a unit file; sections other than `[Install]` are passed over.
    init(parsing text: String) {
        for line in UnitAssignments(parsing: text).assignments where line.section == "Install" {
            add(line.key, line.value.split(whereSeparator: \.isWhitespace).map(String.init))
        }
    }

    private mutating func add(_ key: String, _ values: [String]) {
        switch key {
        case "WantedBy", "RequiredBy", "UpheldBy": Self.add(values, to: &wantedBy)
        case "Alias": Self.add(values, to: &alias)
        case "Also": Self.add(values, to: &also)
        default: break
        }
    }

    /// An empty value takes back what was said before.
    private static func add(_ values: [String], to list: inout [String]) {
        if values.isEmpty { list = [] }
        list += values.filter { UnitName.isValid($0) }
    }
}
