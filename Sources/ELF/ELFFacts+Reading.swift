import CELF

extension ELFFacts {
    /// How an ELF file begins (gABI, "ELF Identification").
    package static let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]

    /// Reads the bytes of a whole file; nothing where they are no ELF file.
    ///
    /// Throws: `ELFError`.
    package init?(reading bytes: [UInt8]) throws {
        try self.init(size: UInt64(bytes.count)) { offset, count in
            guard offset < UInt64(bytes.count) else { return [] }
            let start = Int(offset)
            return Array(bytes[start..<(start + min(count, bytes.count - start))])
        }
    }

    /// Reads a file of a size by parts, of which it needs few; nothing where it is no ELF file.
    ///
    /// The closure gives so many bytes from an offset, fewer at the file's end. Throws: `ELFError`, and what the closure throws.
    package init?(size: UInt64, read: (_ offset: UInt64, _ count: Int) throws -> [UInt8]) throws {
        guard size >= UInt64(Self.magic.count), try read(0, Self.magic.count) == Self.magic else {
            return nil
        }
        self = try withoutActuallyEscaping(read) { read in
            try Self(ELFFile(SparseFile(size: size, read: read)))
        }
    }

    private init(_ file: ELFFile) throws {
        kind = file.kind
        wordSize = file.wordSize
        isBigEndian = file.isBigEndian
        machineNumber = file.header.e_machine
        needed = []
        runPaths = []
        definedVersions = []
        neededVersions = [:]
        guard kind == .shared || kind == .executable else { return }
        interpreter = try file.interpreter()
        guard let dynamic = try file.dynamicSection() else { return }
        soname = try dynamic.strings(DT_SONAME).last
        needed = try dynamic.strings(DT_NEEDED)
        let runPath = try dynamic.strings(DT_RUNPATH)
        let paths = runPath.isEmpty ? try dynamic.strings(DT_RPATH) : runPath
        runPaths = paths.flatMap { $0.split(separator: ":").map(String.init) }
        definedVersions = try dynamic.definedVersions()
        neededVersions = try dynamic.neededVersions()
    }
}
