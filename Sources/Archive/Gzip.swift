import CArchive

/// Packs bytes as gzip does, the same bytes always: without a name and without a time.
package enum Gzip {
    /// Packs a whole file.
    ///
    /// Throws ``ArchiveError``.
    package static func packed(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        guard let archive = unsafe archive_write_new() else {
            throw .unpackable("out of memory")
        }
        defer { unsafe archive_write_free(archive) }
        // More than deflate adds to what it cannot shrink, with header and trailer.
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 512 + 4096)
        // libarchive keeps this address until the archive is closed.
        let used = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        unsafe used.initialize(to: 0)
        defer { unsafe used.deallocate() }
        let isDone = unsafe output.withUnsafeMutableBytes { buffer in
            unsafe write(bytes, archive, buffer, used)
        }
        guard isDone else {
            let detail = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
            throw .unpackable(detail ?? "gzip failed")
        }
        return unsafe Array(output.prefix(used.pointee))
    }

    private static func write(
        _ bytes: [UInt8],
        _ archive: OpaquePointer,
        _ buffer: UnsafeMutableRawBufferPointer,
        _ used: UnsafeMutablePointer<Int>
    ) -> Bool {
        guard unsafe archive_write_set_format_raw(archive) == ARCHIVE_OK,
            unsafe archive_write_add_filter_gzip(archive) == ARCHIVE_OK,
            unsafe archive_write_set_options(archive, "gzip:compression-level=9,gzip:!timestamp")
                == ARCHIVE_OK,
            unsafe archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK,
            unsafe archive_write_open_memory(archive, buffer.baseAddress, buffer.count, used)
                == ARCHIVE_OK,
            let entry = unsafe archive_entry_new()
        else { return false }
        defer { unsafe archive_entry_free(entry) }
        unsafe archive_entry_set_filetype(entry, 0o100000)
        guard unsafe archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
        let count = unsafe bytes.withUnsafeBytes {
            unsafe archive_write_data(archive, $0.baseAddress, $0.count)
        }
        guard count == bytes.count else { return false }
        return unsafe archive_write_close(archive) == ARCHIVE_OK
    }
}
