import CELF

/// What a file tells its dynamic loader (gABI, "Dynamic Section").
struct DynamicSection {
    /// Larger than any dynamic section, in bytes.
    private static let limit: UInt64 = 1 << 20
    /// More names than any file has of one kind.
    private static let countLimit = 1 << 14
    /// Names of libraries and versions are no longer, in bytes.
    private static let stringLimit: UInt64 = 4096
    /// Larger than what any library says of versions, in bytes.
    private static let versionLimit: UInt64 = 1 << 18

    private let file: ELFFile
    private let entries: [(tag: Int64, value: UInt64)]

    fileprivate init(_ file: ELFFile, _ segment: GElf_Phdr) throws {
        guard segment.p_filesz <= Self.limit else {
            throw ELFError.malformed(detail: "its dynamic section is too large")
        }
        self.file = file
        let size = file.wordSize == .bits64 ? 16 : 8
        let count = Int(segment.p_filesz) / size
        var entries: [(Int64, UInt64)] = []
        if count > 0 {
            let data = try unsafe file.structures(
                ELF_T_DYN,
                at: segment.p_offset,
                count: count * size
            )
            for index in 0..<count {
                var entry = GElf_Dyn()
                guard unsafe gelf_getdyn(data, Int32(index), &entry) != nil else {
                    throw ELFError.malformed(detail: ELFFile.problem)
                }
                if entry.d_tag == DT_NULL { break }
                entries.append((entry.d_tag, unsafe entry.d_un.d_val))
            }
        }
        self.entries = entries
    }

    /// The value of a tag.
    private func value(_ tag: Int32) -> UInt64? {
        entries.first { $0.tag == Int64(tag) }?.value
    }

    /// The strings of a tag, in order.
    ///
    /// Throws: `ELFError`, and what reading throws.
    func strings(_ tag: Int32) throws -> [String] {
        let found = entries.filter { $0.tag == Int64(tag) }
        guard found.count <= Self.countLimit else { throw Self.tooMany }
        return try found.map { try string(at: $0.value) }
    }

    /// The string at an offset of the table of strings.
    private func string(at offset: UInt64) throws -> String {
        guard let address = value(DT_STRTAB), let size = value(DT_STRSZ), offset < size,
            case let (start, overflow) = address.addingReportingOverflow(offset), !overflow,
            let place = file.place(of: start)
        else { throw ELFError.malformed(detail: "a name is outside of its table of strings") }
        let limit = min(size - offset, place.available, Self.stringLimit)
        return try file.parts.text(place.offset, limit: Int(limit))
    }
}

extension DynamicSection {
    /// The versions that the file provides.
    ///
    /// Throws: `ELFError`, and what reading throws.
    func definedVersions() throws -> [String] {
        guard let table = try versionTable(DT_VERDEF, DT_VERDEFNUM, ELF_T_VDEF) else { return [] }
        var names: [String] = []
        var offset = 0
        for _ in 0..<table.count {
            var definition = GElf_Verdef()
            var name = GElf_Verdaux()
            guard unsafe gelf_getverdef(table.data, Int32(offset), &definition) != nil,
                let place = table.step(offset, definition.vd_aux),
                unsafe gelf_getverdaux(table.data, Int32(place), &name) != nil
            else { throw ELFError.malformed(detail: "its symbol versions lead out of the file") }
            if Int32(definition.vd_flags) & VER_FLG_BASE == 0 {
                names.append(try string(at: UInt64(name.vda_name)))
            }
            guard definition.vd_next > 0, let next = table.step(offset, definition.vd_next) else {
                break
            }
            offset = next
        }
        return names
    }

    /// The versions that the file cannot do without, by library.
    ///
    /// Throws: `ELFError`, and what reading throws.
    func neededVersions() throws -> [String: [String]] {
        guard let table = try versionTable(DT_VERNEED, DT_VERNEEDNUM, ELF_T_VNEED) else {
            return [:]
        }
        var versions: [String: [String]] = [:]
        var total = 0
        var offset = 0
        for _ in 0..<table.count {
            var need = GElf_Verneed()
            guard unsafe gelf_getverneed(table.data, Int32(offset), &need) != nil,
                let first = table.step(offset, need.vn_aux)
            else { throw ELFError.malformed(detail: "its symbol versions lead out of the file") }
            total += Int(need.vn_cnt)
            guard total <= Self.countLimit else { throw Self.tooMany }
            let library = try string(at: UInt64(need.vn_file))
            versions[library, default: []] += try names(Int(need.vn_cnt), at: first, in: table)
            guard need.vn_next > 0, let next = table.step(offset, need.vn_next) else { break }
            offset = next
        }
        return versions
    }

    /// The names of one library's versions, but for those that it may lack.
    private func names(
        _ count: Int,
        at first: Int,
        in table: VersionTable
    ) throws -> [String] {
        var names: [String] = []
        var offset = first
        for _ in 0..<count {
            var need = GElf_Vernaux()
            guard unsafe gelf_getvernaux(table.data, Int32(offset), &need) != nil else {
                throw ELFError.malformed(detail: "its symbol versions lead out of the file")
            }
            // One of the flag is weak: the loader goes on without it.
            if Int32(need.vna_flags) & VER_FLG_WEAK == 0 {
                names.append(try string(at: UInt64(need.vna_name)))
            }
            guard need.vna_next > 0, let next = table.step(offset, need.vna_next) else { break }
            offset = next
        }
        return names
    }

    private func versionTable(
        _ address: Int32,
        _ count: Int32,
        _ type: Elf_Type
    ) throws -> VersionTable? {
        guard let address = value(address), let count = value(count), count > 0 else { return nil }
        guard let place = file.place(of: address) else {
            throw ELFError.malformed(detail: "its symbol versions are outside of its segments")
        }
        // Their size is written nowhere but in sections; so much of the segment holds them all.
        let size = Int(min(place.available, Self.versionLimit))
        let data = try unsafe file.structures(type, at: place.offset, count: size)
        return unsafe VersionTable(
            data: data,
            size: size,
            count: Int(min(count, UInt64(Self.countLimit)))
        )
    }

    private static var tooMany: ELFError {
        .malformed(detail: "it names more libraries or versions than any program does")
    }
}

/// A linked list of structures, each of which says how far on the next one is.
@safe
private struct VersionTable {
    let data: UnsafeMutablePointer<Elf_Data>
    let size: Int
    /// How many there are, as the dynamic section says.
    let count: Int

    /// The offset of what follows in the list, if it is within the table and aligned.
    func step(_ offset: Int, _ distance: UInt32) -> Int? {
        let next = offset + Int(distance)
        return next < size && next % 4 == 0 ? next : nil
    }
}

extension ELFFile {
    /// What the file tells a dynamic loader, if there is a part for one.
    ///
    /// Throws: `ELFError`, and what reading throws.
    func dynamicSection() throws -> DynamicSection? {
        guard let segment = segments.first(where: { $0.p_type == PT_DYNAMIC }) else { return nil }
        return try DynamicSection(self, segment)
    }
}
