import CArchive

/// A single file without its compression.
package enum Unpacked {
    private static let chunk = 1 << 16

    /// Takes the compression off: gzip, bzip2, xz or zstd, by what the bytes say; bytes without any come back as they are.
    ///
    /// No other program is run. Throws: `ArchiveError`, also when more than `limit` bytes come out.
    package static func bytes(
        of packed: [UInt8],
        name: String,
        limit: Int
    ) throws(ArchiveError) -> [UInt8] {
        guard !packed.isEmpty else { return [] }
        guard let archive = unsafe archive_read_new() else {
            throw .unreadable(name, detail: "no memory")
        }
        defer { unsafe archive_read_free(archive) }
        // Not all filters that libarchive knows: for some it would run a program.
        unsafe archive_read_support_filter_gzip(archive)
        unsafe archive_read_support_filter_bzip2(archive)
        unsafe archive_read_support_filter_xz(archive)
        unsafe archive_read_support_filter_zstd(archive)
        unsafe archive_read_support_format_raw(archive)
        return try unsafe packed.withUnsafeBytesThrowing { bytes throws(ArchiveError) in
            var entry: OpaquePointer?
            guard unsafe archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == 0,
                unsafe archive_read_next_header(archive, &entry) == 0
            else { throw .unreadable(name, detail: unsafe words(archive)) }
            // What is too short or damaged for a filter comes back as it is.
            guard unsafe archive_filter_code(archive, 0) != ARCHIVE_FILTER_NONE || !isPacked(packed)
            else { throw .unreadable(name, detail: "its compressed data is damaged") }
            return try unsafe content(archive, name: name, limit: limit)
        }
    }

    /// Whether bytes start as one of the compressed formats does.
    private static func isPacked(_ bytes: [UInt8]) -> Bool {
        let starts: [[UInt8]] = [
            [0x1f, 0x8b], Array("BZh".utf8), [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
            [0x28, 0xb5, 0x2f, 0xfd],
        ]
        return starts.contains { bytes.starts(with: $0) }
    }

    private static func content(
        _ archive: OpaquePointer,
        name: String,
        limit: Int
    ) throws(ArchiveError) -> [UInt8] {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = unsafe archive_read_data(archive, &buffer, buffer.count)
            guard count >= 0 else { throw .unreadable(name, detail: unsafe words(archive)) }
            guard count > 0 else { return content }
            guard content.count + count <= limit else {
                throw .unreadable(name, detail: "it holds more than \(limit) bytes")
            }
            content += buffer[..<count]
        }
    }

    private static func words(_ archive: OpaquePointer) -> String {
        unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "unknown reason"
    }
}

extension Array where Element == UInt8 {
    /// `withUnsafeBytes` with a typed error.
    fileprivate func withUnsafeBytesThrowing<Result>(
        _ body: (UnsafeRawBufferPointer) throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
        let result = unsafe withUnsafeBytes { bytes in
            Swift.Result { () throws(ArchiveError) in try unsafe body(bytes) }
        }
        return try result.get()
    }
}
