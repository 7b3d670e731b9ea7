/// A 64-bit little-endian ELF file with a dynamic section and nothing to run.
struct TinyELF {
    var machine: UInt16 = 62  // EM_X86_64
    var type: UInt16 = 3  // ET_DYN
    var soname: String?
    var interpreter: String?
    var needed: [String] = []
    var runPath: String?
    var definedVersions: [String] = []
    /// By library.
    var neededVersions: [(library: String, versions: [String])] = []

    /// The file: header, program headers, then one segment that everything is in, at the address 0.
    var bytes: [UInt8] {
        var strings = Strings()
        var entries: [(tag: UInt64, value: UInt64)] = needed.map { (1, strings.add($0)) }
        if let soname { entries.append((14, strings.add(soname))) }
        if let runPath { entries.append((29, strings.add(runPath))) }
        let definitions = definitionTable(&strings)
        let needs = needTable(&strings)
        let loader: [UInt8] = interpreter.map { Array($0.utf8) + [0] } ?? []
        let start = 64 + 3 * 56
        let definitionPlace = start + loader.count.roundedUpTo8
        let needPlace = definitionPlace + definitions.count.roundedUpTo8
        let stringPlace = needPlace + needs.count.roundedUpTo8
        let dynamicPlace = stringPlace + strings.bytes.count.roundedUpTo8
        entries.append((5, UInt64(stringPlace)))
        entries.append((10, UInt64(strings.bytes.count)))
        if !definitions.isEmpty {
            entries.append((0x6fff_fffc, UInt64(definitionPlace)))
            entries.append((0x6fff_fffd, UInt64(definedVersions.count)))
        }
        if !needs.isEmpty {
            entries.append((0x6fff_fffe, UInt64(needPlace)))
            entries.append((0x6fff_ffff, UInt64(neededVersions.count)))
        }
        entries.append((0, 0))
        let dynamic = entries.flatMap { $0.tag.bytes + $0.value.bytes }
        let size = dynamicPlace + dynamic.count
        var file = header
        file += segment(1, offset: 0, size: size)
        file += segment(2, offset: dynamicPlace, size: dynamic.count)
        file += segment(interpreter == nil ? 0 : 3, offset: start, size: loader.count)
        for (place, part) in [
            (start, loader), (definitionPlace, definitions), (needPlace, needs),
            (stringPlace, strings.bytes), (dynamicPlace, dynamic),
        ] {
            file += [UInt8](repeating: 0, count: place - file.count) + part
        }
        return file
    }

    private var header: [UInt8] {
        var header: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        // e_type, e_machine, e_version, e_entry, e_phoff, e_shoff, e_flags; then sizes and counts.
        header += type.bytes + machine.bytes + UInt32(1).bytes
        for word in [0, 64, 0] as [UInt64] { header += word.bytes }
        header += UInt32(0).bytes
        for half in [64, 56, 3, 0, 0, 0] as [UInt16] { header += half.bytes }
        return header
    }

    private func segment(_ type: UInt32, offset: Int, size: Int) -> [UInt8] {
        var segment = type.bytes + UInt32(4).bytes
        // p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_align.
        for word in [offset, offset, offset, size, size, 8] { segment += UInt64(word).bytes }
        return segment
    }

    private func definitionTable(_ strings: inout Strings) -> [UInt8] {
        var table: [UInt8] = []
        for (index, name) in definedVersions.enumerated() {
            let next: UInt32 = index == definedVersions.count - 1 ? 0 : 28
            // vd_version, vd_flags, vd_ndx, vd_cnt, vd_hash, vd_aux, vd_next; vda_name, vda_next.
            for half in [1, 0, UInt16(index + 2), 1] as [UInt16] { table += half.bytes }
            for word in [0, 20, next, UInt32(strings.add(name)), 0] as [UInt32] {
                table += word.bytes
            }
        }
        return table
    }

    private func needTable(_ strings: inout Strings) -> [UInt8] {
        var table: [UInt8] = []
        for (index, need) in neededVersions.enumerated() {
            let count = need.versions.count
            let next = index == neededVersions.count - 1 ? 0 : UInt32(16 + 16 * count)
            // vn_version, vn_cnt, vn_file, vn_aux, vn_next.
            table += UInt16(1).bytes + UInt16(count).bytes
            for word in [UInt32(strings.add(need.library)), 16, next] { table += word.bytes }
            for (place, name) in need.versions.enumerated() {
                // vna_hash, vna_flags, vna_other, vna_name, vna_next.
                table += UInt32(0).bytes + UInt16(0).bytes + UInt16(2).bytes
                table += UInt32(strings.add(name)).bytes
                table += UInt32(place == count - 1 ? 0 : 16).bytes
            }
        }
        return table
    }

    private struct Strings {
        var bytes: [UInt8] = [0]

        mutating func add(_ text: String) -> UInt64 {
            defer { bytes += Array(text.utf8) + [0] }
            return UInt64(bytes.count)
        }
    }
}

extension Int {
    fileprivate var roundedUpTo8: Int { (self + 7) / 8 * 8 }
}

extension FixedWidthInteger {
    fileprivate var bytes: [UInt8] {
        (0..<(Self.bitWidth / 8)).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }
}
