import CELF

/// The headers of one ELF file, read by libelf.
@safe
final class ELFFile {
    /// More program headers than any linker writes.
    private static let segmentLimit = 4096
    private static let interpreterLimit: UInt64 = 4096
    /// libelf wants to be told once which version of the format its caller knows.
    private static let isReady = elf_version(UInt32(EV_CURRENT)) != EV_NONE

    let parts: SparseFile
    let header: GElf_Ehdr
    let segments: [GElf_Phdr]
    /// How large an address is.
    let wordSize: ELFFacts.WordSize
    let isBigEndian: Bool
    private let handle: OpaquePointer

    /// Reads the header and the program headers.
    ///
    /// Throws: `ELFError`, and what reading throws.
    init(_ parts: SparseFile) throws {
        let layout = try HeaderLayout(parts)
        guard Self.isReady,
            let handle = unsafe elf_memory(parts.memory, parts.size),
            unsafe elf_kind(handle) == ELF_K_ELF
        else { throw ELFError.malformed(detail: Self.problem) }
        var header = GElf_Ehdr()
        guard unsafe gelf_getehdr(handle, &header) != nil else {
            unsafe elf_end(handle)
            throw ELFError.malformed(detail: Self.problem)
        }
        var segments: [GElf_Phdr] = []
        for index in 0..<layout.segmentCount {
            var segment = GElf_Phdr()
            guard unsafe gelf_getphdr(handle, Int32(index), &segment) != nil else {
                unsafe elf_end(handle)
                throw ELFError.malformed(detail: Self.problem)
            }
            segments.append(segment)
        }
        unsafe self.handle = handle
        self.parts = parts
        self.header = header
        self.segments = segments
        wordSize = layout.wordSize
        isBigEndian = layout.isBigEndian
    }

    deinit { unsafe elf_end(handle) }

    var kind: ELFFacts.Kind {
        switch Int32(header.e_type) {
        case ET_REL: .relocatable
        case ET_EXEC: .executable
        case ET_DYN: .shared
        case ET_CORE: .core
        default: .other
        }
    }

    /// The path of the program's dynamic loader.
    ///
    /// Throws: `ELFError`, and what reading throws.
    func interpreter() throws -> String? {
        guard let segment = segments.first(where: { $0.p_type == PT_INTERP }) else { return nil }
        guard segment.p_filesz <= Self.interpreterLimit else {
            throw ELFError.malformed(detail: "the path of its dynamic loader is too long")
        }
        return try parts.text(segment.p_offset, limit: Int(segment.p_filesz))
    }

    /// A part of the file as an array of structures, in this machine's byte order.
    ///
    /// What it gives lives as long as this file. Throws: `ELFError`, and what reading throws.
    func structures(
        _ type: Elf_Type,
        at offset: UInt64,
        count: Int
    ) throws -> UnsafeMutablePointer<Elf_Data> {
        try parts.load(offset, count)
        guard let data = unsafe elf_getdata_rawchunk(handle, Int64(offset), count, type) else {
            throw ELFError.malformed(detail: Self.problem)
        }
        return unsafe data
    }

    /// Where in the file the byte is that the program has at an address, and how many follow it in the same segment.
    func place(of address: UInt64) -> (offset: UInt64, available: UInt64)? {
        for segment in segments where segment.p_type == PT_LOAD {
            guard address >= segment.p_vaddr, address - segment.p_vaddr < segment.p_filesz else {
                continue
            }
            let within = address - segment.p_vaddr
            let (offset, overflow) = segment.p_offset.addingReportingOverflow(within)
            guard !overflow else { return nil }
            return (offset, segment.p_filesz - within)
        }
        return nil
    }

    /// What libelf says of its last failure on this thread.
    static var problem: String {
        guard let text = unsafe elf_errmsg(-1) else { return "libelf refuses it" }
        return unsafe String(cString: text)
    }

    /// Where the header says that the program headers are.
    private struct HeaderLayout {
        let segmentCount: Int
        let wordSize: ELFFacts.WordSize
        let isBigEndian: Bool

        /// Loads the headers, and makes the file one without sections: a loader needs none, and damaged ones are no matter here.
        init(_ parts: SparseFile) throws {
            let identification = try parts.bytes(0, Int(EI_NIDENT))
            let isWide: Bool
            switch Int32(identification[Int(EI_CLASS)]) {
            case ELFCLASS32: isWide = false
            case ELFCLASS64: isWide = true
            default: throw ELFError.malformed(detail: "its class is unknown")
            }
            wordSize = isWide ? .bits64 : .bits32
            switch Int32(identification[Int(EI_DATA)]) {
            case ELFDATA2LSB: isBigEndian = false
            case ELFDATA2MSB: isBigEndian = true
            default: throw ELFError.malformed(detail: "its byte order is unknown")
            }
            let isBig = isBigEndian
            let header = try parts.bytes(0, isWide ? 64 : 52)
            func number(_ range: Range<Int>) -> UInt64 {
                let bytes = header[range]
                return (isBig ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
            }
            let offset = number(isWide ? 32..<40 : 28..<32)
            let size = Int(number(isWide ? 54..<56 : 42..<44))
            segmentCount = Int(number(isWide ? 56..<58 : 44..<46))
            guard segmentCount <= ELFFile.segmentLimit else {
                throw ELFError.malformed(detail: "it has \(segmentCount) program headers")
            }
            if segmentCount > 0 {
                guard size == (isWide ? 56 : 32) else {
                    throw ELFError.malformed(detail: "its program headers are of a strange size")
                }
                try parts.load(offset, segmentCount * size)
            }
            // e_shoff; e_shentsize, e_shnum and e_shstrndx.
            parts.clear(isWide ? 40..<48 : 32..<36)
            parts.clear(isWide ? 58..<64 : 46..<52)
        }
    }
}
