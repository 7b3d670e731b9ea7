import Glibc
import SystemPackage

/// A folder of tables, so that the next run need not parse the metadata.
///
/// A file is a header of 64 bytes, which has a magic, a cookie that says what the table was made from, and a sum over the
/// table; then the table, which is used where it lies. The sum finds damage and proves nothing: whoever may write to the
/// folder is trusted.
struct TableCache: Sendable {
    private static let magic = Array("VNRTABL1".utf8)
    private static let headerLength = 64

    let folder: FilePath

    /// Whether there is a file made from these inputs; it may still turn out to be broken.
    func has(_ name: String, cookie: [UInt8]) -> Bool {
        guard let file = try? Descriptor(reading: folder.appending(name)) else { return false }
        return header(of: file.raw).map { $0.cookie == cookie } ?? false
    }

    /// The table made from these inputs, or nothing when it is missing, stale or broken.
    func open(_ name: String, cookie: [UInt8]) -> PackageTable? {
        // Whatever is wrong with it, the remedy is to make it anew.
        guard let file = try? Descriptor(reading: folder.appending(name)),
            let header = header(of: file.raw), header.cookie == cookie,
            let memory = map(file.raw)
        else { return nil }
        guard unsafe Self.sum(memory.words) == header.sum else { return nil }
        return PackageTable(memory)
    }

    private func header(of file: FileDescriptor) -> (cookie: [UInt8], sum: UInt64)? {
        var bytes = [UInt8](repeating: 0, count: Self.headerLength)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe try? file.read(into: $0) }
        guard count == Self.headerLength, Array(bytes.prefix(8)) == Self.magic else { return nil }
        let sum = bytes[40..<48].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (Array(bytes[8..<40]), sum)
    }

    private func map(_ file: FileDescriptor) -> PackageTable.Memory? {
        guard let size = try? FileStatus(of: file).size, size > Self.headerLength,
            size.isMultiple(of: 4), size <= 1 << 32
        else { return nil }
        let length = Int(size)
        // Populated at once: all of it is summed anyway.
        let start = unsafe mmap(
            nil,
            length,
            PROT_READ,
            MAP_PRIVATE | Int32(MAP_POPULATE),
            file.rawValue,
            0
        )
        guard let start = unsafe start, unsafe start != MAP_FAILED else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        let table = unsafe UnsafeRawBufferPointer(rebasing: bytes[Self.headerLength...])
        return unsafe PackageTable.Memory(table.bindMemory(to: UInt32.self)) {
            unsafe munmap(start, length)
        }
    }

    /// Writes a table beside its place and moves it there.
    ///
    /// Throws ``SolvCacheError``.
    func store(_ words: [UInt32], _ name: String, cookie: [UInt8]) throws(SolvCacheError) {
        let temporary = folder.appending(".\(name).\(getpid())")
        do {
            let file = try FileDescriptor.open(
                temporary,
                .writeOnly,
                options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
            try file.closeAfter {
                let sum = unsafe words.withUnsafeBufferPointer { unsafe Self.sum($0) }
                var header = Self.magic + cookie
                header += (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
                header += [UInt8](repeating: 0, count: Self.headerLength - header.count)
                try file.writeAll(header)
                try unsafe words.withUnsafeBytes { _ = unsafe try file.writeAll($0) }
            }
            guard unsafe rename(temporary.string, folder.appending(name).string) == 0 else {
                throw Errno(rawValue: errno)
            }
        } catch {
            _ = unsafe unlink(temporary.string)
            throw SolvCacheError(path: folder.appending(name), cause: error)
        }
    }

    /// A sum in four lanes, which are independent so that the processor adds them side by side.
    private static func sum(_ words: UnsafeBufferPointer<UInt32>) -> UInt64 {
        let prime: UInt64 = 0x9e37_79b9_7f4a_7c15
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        let bytes = UnsafeRawBufferPointer(words)
        var place = 0
        while place + 32 <= bytes.count {
            let a = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let b = unsafe bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
            let c = unsafe bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)
            let d = unsafe bytes.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)
            lanes.0 = (lanes.0 ^ a) &* prime
            lanes.1 = (lanes.1 ^ b) &* prime
            lanes.2 = (lanes.2 ^ c) &* prime
            lanes.3 = (lanes.3 ^ d) &* prime
            place += 32
        }
        var rest = UInt64(truncatingIfNeeded: bytes.count)
        while place < bytes.count {
            rest = (rest ^ UInt64(unsafe bytes[place])) &* prime
            place += 1
        }
        // The low bits of a product know nothing of the high bits of its factors.
        func folded(_ lane: UInt64) -> UInt64 { lane ^ (lane >> 32) }
        return folded(lanes.0) &+ folded(lanes.1) &* 3 &+ folded(lanes.2) &* 5
            &+ folded(lanes.3) &* 7 &+ folded(rest)
    }
}
