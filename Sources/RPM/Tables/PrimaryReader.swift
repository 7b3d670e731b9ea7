import CSolv

/// Reads `primary.xml` into a table.
struct PrimaryReader: ~Copyable {
    private var scanner: XMLScanner
    private var builder: PackageTableBuilder
    private var list: DependencyList?
    private var isInPackage = false
    /// A version that is put together.
    private var scratch: [UInt8] = []

    /// Reads from a source that has about some number of bytes.
    init(expecting size: Int = 0, _ source: @escaping XMLScanner.Source) {
        scanner = XMLScanner(source)
        builder = PackageTableBuilder(expecting: size)
    }

    /// Reads all packages.
    consuming func read() throws(XMLProblem) -> PackageTableBuilder {
        var hasRoot = false
        while true {
            switch try scanner.next() {
            case .end:
                guard hasRoot else { throw .truncated }
                return builder
            case .open:
                if scanner.depth == 1 {
                    guard scanner.equals(scanner.name, "metadata") else {
                        throw .malformed("it is no list of packages")
                    }
                    hasRoot = true
                } else {
                    try open()
                }
            case .close: try close()
            }
        }
    }

    private mutating func open() throws(XMLProblem) {
        let name = scanner.name
        if scanner.equals(name, "rpm:entry") {
            if let list { try entry(list) }
        } else if scanner.equals(name, "package") {
            builder.begin()
            isInPackage = true
        } else if !isInPackage {
            return
        } else if scanner.equals(name, "version") {
            builder[.evr] = try version().evr
        } else if scanner.equals(name, "checksum") {
            while let (key, value) = try scanner.nextAttribute() {
                if scanner.equals(key, "type") { builder[.checksumAlgorithm] = try string(value) }
            }
        } else if scanner.equals(name, "size") {
            try size()
        } else if scanner.equals(name, "location") {
            while let (key, value) = try scanner.nextAttribute() {
                if scanner.equals(key, "href") { builder[.location] = try string(value) }
                if scanner.equals(key, "xml:base") { builder[.base] = try string(value) }
            }
        } else if let kind = dependencyList(name) {
            list = kind
        }
    }

    private func dependencyList(_ name: Range<Int>) -> DependencyList? {
        if scanner.equals(name, "rpm:provides") { return .provides }
        if scanner.equals(name, "rpm:requires") { return .requires }
        if scanner.equals(name, "rpm:conflicts") { return .conflicts }
        if scanner.equals(name, "rpm:obsoletes") { return .obsoletes }
        if scanner.equals(name, "rpm:recommends") { return .recommends }
        if scanner.equals(name, "rpm:supplements") { return .supplements }
        if scanner.equals(name, "rpm:suggests") { return .suggests }
        if scanner.equals(name, "rpm:enhances") { return .enhances }
        return nil
    }

    private mutating func close() throws(XMLProblem) {
        let (name, text) = (scanner.name, scanner.text)
        if scanner.equals(name, "rpm:entry") { return }
        if scanner.equals(name, "package") {
            guard isInPackage else { return }
            guard builder[.name] != 0, builder[.architecture] != 0, builder[.evr] != 0 else {
                throw .malformed("a package has no name, architecture or version")
            }
            builder.finish()
            isInPackage = false
        } else if !isInPackage {
            return
        } else if scanner.equals(name, "file") {
            builder.add(file: try string(text))
        } else if let column = column(name) {
            // The same words may stand deeper, for something else.
            if scanner.depth == 2 || scanner.depth == 3 { builder[column] = try string(text) }
        } else if list != nil, dependencyList(name) != nil {
            list = nil
        }
    }

    private func column(_ name: Range<Int>) -> PackageColumn? {
        if scanner.equals(name, "name") { return .name }
        if scanner.equals(name, "arch") { return .architecture }
        if scanner.equals(name, "checksum") { return .checksum }
        if scanner.equals(name, "summary") { return .summary }
        if scanner.equals(name, "rpm:license") { return .license }
        if scanner.equals(name, "rpm:sourcerpm") { return .sourcePackage }
        return nil
    }

    private mutating func string(_ range: Range<Int>) throws(XMLProblem) -> UInt32 {
        guard scanner.hasEntity(range) else {
            return builder.strings.number(of: scanner.buffer, range)
        }
        let bytes = try scanner.bytes(range)
        return builder.strings.number(of: bytes, bytes.indices)
    }

    private mutating func size() throws(XMLProblem) {
        while let (key, value) = try scanner.nextAttribute() {
            let number = scanner.number(value)
            let (low, high) = (
                UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32)
            )
            if scanner.equals(key, "package") {
                (builder[.sizeLow], builder[.sizeHigh]) = (low, high)
            } else if scanner.equals(key, "installed") {
                (builder[.installedSizeLow], builder[.installedSizeHigh]) = (low, high)
            }
        }
    }

    private struct Entry {
        var name = 0..<0
        var evr: UInt32 = 0
        var flags: UInt32 = 0
        var isLate = false
    }

    /// Reads the attributes that versions and dependencies have.
    private mutating func version() throws(XMLProblem) -> Entry {
        var entry = Entry()
        var (epoch, version, release) = (0..<0, 0..<0, 0..<0)
        while let (key, value) = try scanner.nextAttribute() {
            if scanner.equals(key, "name") {
                entry.name = value
            } else if scanner.equals(key, "flags") {
                entry.flags = flags(value)
            } else if scanner.equals(key, "epoch") {
                epoch = value
            } else if scanner.equals(key, "ver") {
                version = value
            } else if scanner.equals(key, "rel") {
                release = value
            } else if scanner.equals(key, "pre") {
                entry.isLate = scanner.equals(value, "1")
            }
        }
        scratch.removeAll(keepingCapacity: true)
        if !epoch.isEmpty, !scanner.equals(epoch, "0") {
            scratch += scanner.buffer[epoch]
            scratch.append(UInt8(ascii: ":"))
        }
        scratch += scanner.buffer[version]
        if !release.isEmpty {
            scratch.append(UInt8(ascii: "-"))
            scratch += scanner.buffer[release]
        }
        entry.evr = builder.strings.number(of: scratch, scratch.indices)
        return entry
    }

    private func flags(_ value: Range<Int>) -> UInt32 {
        let (less, equal, greater) = (UInt32(REL_LT), UInt32(REL_EQ), UInt32(REL_GT))
        if scanner.equals(value, "EQ") { return equal }
        if scanner.equals(value, "GE") { return greater | equal }
        if scanner.equals(value, "LE") { return less | equal }
        if scanner.equals(value, "LT") { return less }
        if scanner.equals(value, "GT") { return greater }
        return 0
    }

    private mutating func entry(_ list: DependencyList) throws(XMLProblem) {
        let entry = try version()
        let name = try string(entry.name)
        guard name != 0 else { throw .malformed("a dependency has no name") }
        let isPlain = entry.flags == 0 || entry.evr == 0
        let dependency = builder.dependency(
            name: name,
            version: isPlain ? 0 : entry.evr,
            flags: isPlain ? 0 : entry.flags
        )
        builder.add(dependency, to: list, isLate: entry.isLate && list == .requires)
    }
}
