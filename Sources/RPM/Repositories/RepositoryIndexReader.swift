/// Reads the records of a `repomd.xml`.
struct RepositoryIndexReader: ~Copyable {
    /// One `<data>` element; what it lacks is empty or zero.
    struct Record {
        var kind = ""
        var location = ""
        var algorithm = ""
        var checksum = ""
        var size: UInt64 = 0
        var openSize: UInt64 = 0
    }

    private var scanner: XMLScanner
    private var records: [Record] = []
    private var record: Record?

    init(_ source: @escaping XMLScanner.Source) {
        scanner = XMLScanner(source)
    }

    /// Reads all records, first to last.
    consuming func read() throws(XMLProblem) -> [Record] {
        var hasRoot = false
        while true {
            switch try scanner.next() {
            case .end:
                guard hasRoot else { throw .truncated }
                return records
            case .open:
                if scanner.depth == 1 {
                    guard scanner.equals(scanner.name, "repomd") else {
                        throw .malformed("it is no index of a repository")
                    }
                    hasRoot = true
                }
                try open()
            case .close: try close()
            }
        }
    }

    private mutating func open() throws(XMLProblem) {
        if scanner.equals(scanner.name, "data") {
            record = Record(kind: try attribute("type"))
        } else if record != nil, scanner.equals(scanner.name, "location") {
            let location = try attribute("href")
            record?.location = location
        } else if record != nil, scanner.equals(scanner.name, "checksum") {
            let type = try attribute("type")
            // The old name, which createrepo_c still writes on request.
            record?.algorithm = type == "sha" ? "sha1" : type
        }
    }

    private mutating func close() throws(XMLProblem) {
        let (name, text) = (scanner.name, scanner.text)
        if scanner.equals(name, "data") {
            if let record, !record.kind.isEmpty { records.append(record) }
            record = nil
        } else if scanner.equals(name, "checksum") {
            let checksum = try scanner.string(text)
            record?.checksum = checksum
        } else if scanner.equals(name, "size") {
            let size = scanner.number(text)
            record?.size = size
        } else if scanner.equals(name, "open-size") {
            let size = scanner.number(text)
            record?.openSize = size
        }
    }

    private mutating func attribute(_ name: StaticString) throws(XMLProblem) -> String {
        while let (key, value) = try scanner.nextAttribute() {
            if scanner.equals(key, name) { return try scanner.string(value) }
        }
        return ""
    }
}
