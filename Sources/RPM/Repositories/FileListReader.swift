/// Looks for some paths in `filelists.xml`.
struct FileListReader: ~Copyable {
    private var scanner: XMLScanner
    private let paths: Set<[UInt8]>
    /// The lengths of the paths, so that most files are dismissed at once.
    private let lengths: Set<Int>

    init(_ paths: Set<String>, _ source: @escaping XMLScanner.Source) {
        scanner = XMLScanner(source)
        self.paths = Set(paths.map { Array($0.utf8) })
        lengths = Set(self.paths.map(\.count))
    }

    /// Reads all of it, and returns for each path the checksums of the packages that have it.
    consuming func read() throws(XMLProblem) -> [String: [String]] {
        var found: [String: [String]] = [:]
        var package = ""
        while true {
            switch try scanner.next() {
            case .end: return found
            case .open:
                guard scanner.equals(scanner.name, "package") else { continue }
                package = ""
                while let (key, value) = try scanner.nextAttribute() {
                    if scanner.equals(key, "pkgid") { package = try scanner.string(value) }
                }
            case .close:
                guard scanner.equals(scanner.name, "file"), let path = try match(scanner.text)
                else { continue }
                found[path, default: []].append(package)
            }
        }
    }

    private func match(_ text: Range<Int>) throws(XMLProblem) -> String? {
        let hasEntity = scanner.hasEntity(text)
        guard hasEntity || lengths.contains(text.count) else { return nil }
        let bytes = try scanner.bytes(text)
        return paths.contains(bytes) ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
