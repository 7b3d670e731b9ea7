import CRPM
import Glibc
import SystemPackage

/// One of librpm's streams.
@safe struct RPMStream: ~Copyable {
    private(set) var pointer: OpaquePointer

    /// Opens a stream over a file that stays the caller's, from a position on.
    ///
    /// Both share the position.
    ///
    /// Throws `Errno`.
    init(duplicating file: FileDescriptor, at offset: Int64) throws {
        try file.seek(offset: offset, from: .start)
        guard let stream = unsafe fdDup(file.rawValue) else { throw Errno(rawValue: errno) }
        unsafe pointer = stream
    }

    /// Puts an unpacking layer on top, by the name of librpm's mode, such as `r.zstdio`; false when it has none such.
    mutating func unpack(_ mode: String) -> Bool {
        guard let stream = unsafe Fdopen(pointer, mode) else { return false }
        unsafe pointer = stream
        return true
    }

    /// What went wrong last.
    var lastError: String? {
        guard unsafe Ferror(pointer) != 0 else { return nil }
        return unsafe Fstrerror(pointer).map { unsafe String(cString: $0) }
    }

    deinit { unsafe Fclose(pointer) }
}
