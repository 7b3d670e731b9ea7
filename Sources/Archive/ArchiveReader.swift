import CArchive
import Glibc
package import SystemPackage

/// Reads an archive from front to back: tar and zip, and single files that are compressed.
///
/// Only what libarchive decompresses by itself is read; it never runs a program. A class, because it owns libarchive's handle.
@safe package final class ArchiveReader {
    private let archive: OpaquePointer
    private let file: FileDescriptor
    /// The archive's name, for messages.
    private let name: String
    private let limits: ArchiveLimits
    /// The name of the one entry of a compressed file; nothing for a real archive.
    private let onlyEntry: String?
    private var count: Int
    /// The name of the current entry.
    private var current: String

    private static let blockSize = 1 << 16

    /// Opens an archive.
    ///
    /// Throws ``ArchiveError`` or `Errno`.
    package static func opening(
        _ path: FilePath,
        name: String,
        limits: ArchiveLimits = ArchiveLimits()
    ) throws -> ArchiveReader {
        do {
            let reader = try ArchiveReader(path, name: name, limits: limits, isSingle: false)
            // Only the first entry tells whether libarchive knows the format.
            _ = try reader.next()
            return try ArchiveReader(path, name: name, limits: limits, isSingle: false)
        } catch ArchiveError.unknownFormat {
            return try ArchiveReader(path, name: name, limits: limits, isSingle: true)
        }
    }

    private init(
        _ path: FilePath,
        name: String,
        limits: ArchiveLimits,
        isSingle: Bool
    ) throws {
        let (file, archive) = unsafe try Self.handles(path)
        unsafe self.archive = unsafe archive
        self.file = file
        count = 0
        current = ""
        self.name = name
        self.limits = limits
        onlyEntry = isSingle ? Self.unpackedName(name) : nil
        try open(isSingle: isSingle)
    }

    private static func handles(_ path: FilePath) throws -> (FileDescriptor, OpaquePointer) {
        let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow, .closeOnExec])
        guard let archive = unsafe archive_read_new() else {
            try file.close()
            throw Errno.noMemory
        }
        return unsafe (file, archive)
    }

    deinit {
        unsafe archive_read_free(archive)
        _ = Glibc.close(file.rawValue)
    }

    /// The name of what a compressed file holds.
    private static func unpackedName(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    private func open(isSingle: Bool) throws {
        // A result other than OK means that libarchive would run a program for it.
        let filters: [(String, CInt)] = unsafe [
            ("gzip", archive_read_support_filter_gzip(archive)),
            ("bzip2", archive_read_support_filter_bzip2(archive)),
            ("xz", archive_read_support_filter_xz(archive)),
            ("lzma", archive_read_support_filter_lzma(archive)),
            ("zstd", archive_read_support_filter_zstd(archive)),
        ]
        for (filter, result) in filters where result != ARCHIVE_OK {
            throw ArchiveError.unsupported(filter)
        }
        if isSingle {
            unsafe archive_read_support_format_raw(archive)
        } else {
            unsafe archive_read_support_format_tar(archive)
            unsafe archive_read_support_format_zip(archive)
        }
        guard unsafe archive_read_open_fd(archive, file.rawValue, Self.blockSize) == ARCHIVE_OK
        else { throw failure() }
        guard isSingle else { return }
        // Anything at all is a raw file; it has to be compressed to be one here. The last filter is that of the file itself.
        guard unsafe archive_filter_count(archive) > 1 else {
            throw ArchiveError.unknownFormat(name)
        }
    }

    /// Goes to the next entry; what was left of the one before is skipped.
    ///
    /// Throws ``ArchiveError``.
    package func next() throws(ArchiveError) -> ArchiveEntry? {
        var header: OpaquePointer?
        let result = unsafe archive_read_next_header(archive, &header)
        if result == ARCHIVE_EOF { return nil }
        // A warning is about what a file could not be restored with; names and bytes are there.
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let header = unsafe header else {
            throw failure()
        }
        count += 1
        guard count <= limits.entries else {
            throw .tooManyEntries(name, limit: limits.entries)
        }
        let entry = unsafe try self.entry(header)
        current = entry.path
        if case .file(let size?) = entry.kind { try check(size) }
        try checkTotal(adding: 0)
        return entry
    }

    /// Passes the content of the current entry to `body`, in chunks that are valid for the call only.
    ///
    /// Throws ``ArchiveError``, and what `body` throws.
    package func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { unsafe buffer.deallocate() }
        var size: Int64 = 0
        while true {
            let count = unsafe archive_read_data(archive, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw failure() }
            if count == 0 { return }
            size += Int64(count)
            try check(size)
            try checkTotal(adding: 0)
            unsafe try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Skips the content of the current entry, as far as that is allowed to go.
    ///
    /// Throws ``ArchiveError``.
    package func skip(_ entry: ArchiveEntry) throws {
        if case .file(let size?) = entry.kind {
            try checkTotal(adding: size)
            guard unsafe archive_read_data_skip(archive) >= ARCHIVE_WARN else { throw failure() }
        } else {
            unsafe try forEachChunk { _ in }
        }
    }

    private func check(_ size: Int64) throws(ArchiveError) {
        guard size >= 0, size <= limits.fileSize else {
            throw .tooLarge(name, entry: current, limit: limits.fileSize)
        }
    }

    private func checkTotal(adding size: Int64) throws(ArchiveError) {
        let unpacked = unsafe archive_filter_bytes(archive, 0)
        guard unpacked <= limits.totalSize, size <= limits.totalSize - unpacked else {
            throw .tooLarge(name, entry: current, limit: limits.totalSize)
        }
    }

    private func failure() -> ArchiveError {
        // ARCHIVE_ERRNO_FILE_FORMAT, before anything was read: libarchive knows no such format.
        if count == 0, unsafe archive_errno(archive) == EILSEQ { return .unknownFormat(name) }
        let detail = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }
        return .unreadable(name, detail: detail ?? "it is damaged")
    }
}

extension ArchiveReader {
    private func entry(_ header: OpaquePointer) throws(ArchiveError) -> ArchiveEntry {
        let mode = unsafe archive_entry_mode(header)
        let isExecutable = mode & 0o100 != 0
        let time = unsafe Int64(archive_entry_mtime(header))
        // The years to 2500.
        let modified = (0..<16_725_225_600).contains(time) ? time : 0
        if let onlyEntry {
            return ArchiveEntry(
                path: onlyEntry,
                kind: .file(size: nil),
                isExecutable: isExecutable,
                modified: modified
            )
        }
        let raw =
            unsafe Self.text(archive_entry_pathname_utf8(header))
            ?? Self.text(archive_entry_pathname(header))
        guard let raw, let path = ArchiveName.normalized(raw) else {
            throw .badName(name, entry: raw ?? "(a name that is not UTF-8)")
        }
        return ArchiveEntry(
            path: path,
            kind: unsafe try kind(header, mode, path: path),
            isExecutable: isExecutable,
            modified: modified
        )
    }

    private func kind(
        _ header: OpaquePointer,
        _ mode: mode_t,
        path: String
    ) throws(ArchiveError) -> ArchiveEntry.Kind {
        if let link = unsafe Self.text(archive_entry_hardlink(header)) {
            guard let target = ArchiveName.normalized(link), !target.isEmpty else {
                throw .badLink(name, entry: path, target: link)
            }
            return .link(to: target)
        }
        switch mode & S_IFMT {
        case S_IFREG:
            let hasSize = unsafe archive_entry_size_is_set(header) != 0
            return .file(size: hasSize ? unsafe archive_entry_size(header) : nil)
        case S_IFDIR: return .directory
        case S_IFLNK:
            let target =
                unsafe Self.text(archive_entry_symlink_utf8(header))
                ?? Self.text(archive_entry_symlink(header))
            return .symlink(target: target ?? "")
        default: return .special
        }
    }

    private static func text(_ text: UnsafePointer<CChar>?) -> String? {
        guard let text = unsafe text else { return nil }
        return unsafe String(validatingCString: text)
    }
}
