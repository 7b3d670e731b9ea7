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
            return try unsafe content(archive, name: name, limit: limit)
        }
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
