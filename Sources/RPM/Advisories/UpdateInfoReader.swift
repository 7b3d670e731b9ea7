import Model

/// Reads the advisories of an `updateinfo.xml` that some steps between versions bring.
struct UpdateInfoReader: ~Copyable {
    private var scanner: XMLScanner
    private let steps: UpdateSteps
    private var found: [Advisory] = []
    private var current = Advisory(id: "", kind: .other, title: "")
    private var updates: [UpdateSteps.Update] = []
    private var isInUpdate = false

    init(_ steps: UpdateSteps, _ source: @escaping XMLScanner.Source) {
        scanner = XMLScanner(source)
        self.steps = steps
    }

    /// Reads all of it; each advisory names the packages that bring it.
    consuming func read() throws(XMLProblem) -> [Advisory] {
        var hasRoot = false
        while true {
            switch try scanner.next() {
            case .end:
                guard hasRoot else { throw .truncated }
                return found
            case .open:
                hasRoot = true
                try open()
            case .close: try close()
            }
        }
    }

    private mutating func open() throws(XMLProblem) {
        let name = scanner.name
        if scanner.equals(name, "update") {
            let kind = try attributes()["type"]?.lowercased() ?? ""
            current = Advisory(id: "", kind: Advisory.Kind(rawValue: kind) ?? .other, title: "")
            updates = []
            isInUpdate = true
        } else if !isInUpdate {
            return
        } else if scanner.equals(name, "issued") {
            current.issued = try attributes()["date"].flatMap { MetadataDate(parsing: $0)?.seconds }
        } else if scanner.equals(name, "reference") {
            let values = try attributes()
            guard let id = values["id"], !id.isEmpty else { return }
            current.references.append(
                Advisory.Reference(
                    kind: values["type"] ?? "other",
                    id: id,
                    url: values["href"],
                    title: values["title"]
                )
            )
        } else if scanner.equals(name, "package") {
            try package()
        }
    }

    private mutating func package() throws(XMLProblem) {
        let values = try attributes()
        guard let name = values["name"], let version = values["version"] else { return }
        updates.append(
            UpdateSteps.Update(
                name: name,
                evr: EVR(
                    epoch: values["epoch"].flatMap { Int($0) } ?? 0,
                    version: version,
                    release: values["release"] ?? ""
                ),
                architecture: values["arch"] ?? ""
            )
        )
    }

    private mutating func close() throws(XMLProblem) {
        let (name, text) = (scanner.name, scanner.text)
        guard isInUpdate else { return }
        if scanner.equals(name, "update") {
            isInUpdate = false
            current.packages = Set(steps.packages(bringing: updates)).sorted()
            guard !current.packages.isEmpty, !current.id.isEmpty else { return }
            current.references.sort { ($0.kind, $0.id) < ($1.kind, $1.id) }
            found.append(current)
        } else if scanner.depth != 2 {
            // Packages and references have names and titles too.
            return
        } else if scanner.equals(name, "id") {
            current.id = try scanner.string(text)
        } else if scanner.equals(name, "title") {
            current.title = try scanner.string(text)
        } else if scanner.equals(name, "severity") {
            let severity = try scanner.string(text)
            current.severity = severity.isEmpty || severity == "None" ? nil : severity
        }
    }

    private mutating func attributes() throws(XMLProblem) -> [String: String] {
        var values: [String: String] = [:]
        while let (key, value) = try scanner.nextAttribute() {
            values[try scanner.string(key)] = try scanner.string(value)
        }
        return values
    }
}
