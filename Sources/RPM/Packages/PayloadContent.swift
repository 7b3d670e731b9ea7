import SystemPackage

/// The content of one file of a payload, to be read once, front to back, while the entry is being visited.
@safe package struct PayloadContent: ~Copyable {
    /// The number of bytes that are here: none for the further names of a file, and for what is no regular file.
    package let size: UInt64
    private var remaining: UInt64
    private var digest: FileDigest?
    private let entry: FileEntry
    private let package: FilePath
    /// The archive, which outlives the visit.
    private let reader: UnsafeMutablePointer<PayloadReader>

    init(
        _ entry: FileEntry,
        of package: FilePath,
        reader: UnsafeMutablePointer<PayloadReader>,
        checksDigest: Bool
    ) throws {
        let isHere = unsafe entry.kind == .regular && reader.pointee.hasContent
        size = isHere ? entry.size : 0
        remaining = size
        self.entry = entry
        self.package = package
        unsafe self.reader = reader
        digest = nil
        if checksDigest, isHere, let expected = entry.digest {
            digest = try FileDigest(openPGP: expected.algorithm)
        }
    }

    /// Reads the next bytes and returns their number, zero at the end.
    ///
    /// The last bytes are given out only when the whole content hashes to what the header says.
    /// Throws ``PackageFileError``.
    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(UInt64(buffer.count), remaining)
        guard wanted > 0 else { return 0 }
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(wanted)])
        let count = unsafe try reader.pointee.read(into: target)
        guard count > 0 else {
            throw PackageFileError.badPayload(package, detail: "'\(entry.path)' is cut short")
        }
        remaining -= UInt64(count)
        unsafe digest?.update(UnsafeRawBufferPointer(rebasing: target[..<count]))
        if remaining == 0 { try finish() }
        return count
    }

    /// Passes all bytes that are left to `body`, in chunks that are valid for the call only.
    ///
    /// Throws ``PackageFileError``, and what `body` throws.
    package mutating func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard remaining > 0 else { return }
        let length = Int(min(remaining, Self.chunkLength))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
        defer { unsafe buffer.deallocate() }
        while case let count = unsafe try read(into: buffer), count > 0 {
            unsafe try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static let chunkLength: UInt64 = 1 << 18

    private mutating func finish() throws {
        guard var digest = digest.take() else { return }
        guard digest.finish() == entry.digest?.bytes else {
            throw PackageFileError.badContent(package, file: entry.path)
        }
    }
}
