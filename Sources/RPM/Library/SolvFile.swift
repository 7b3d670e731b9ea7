import CSolv
import Glibc
import SystemPackage

/// A C stream, which libsolv reads and writes by.
@safe struct SolvFile: ~Copyable {
    let pointer: UnsafeMutablePointer<FILE>

    /// Opens a file for reading and unpacks it on the way, by the suffix of `name`.
    ///
    /// Returns nothing when libsolv was built without that compression. Throws `Errno`.
    init?(unpacking descriptor: consuming Descriptor, name: String) throws {
        let descriptor = descriptor.release()
        guard let file = unsafe solv_xfopen_fd(name, descriptor.rawValue, "r") else {
            try descriptor.close()
            return nil
        }
        unsafe pointer = file
    }

    /// Opens a file as it is.
    ///
    /// Throws `Errno`.
    init(_ descriptor: consuming Descriptor, mode: String) throws {
        let descriptor = descriptor.release()
        guard let file = unsafe fdopen(descriptor.rawValue, mode) else {
            let error = Errno(rawValue: errno)
            try descriptor.close()
            throw error
        }
        unsafe pointer = file
    }

    /// Writes out what is buffered.
    ///
    /// Throws `Errno`.
    func flush() throws {
        guard unsafe fflush(pointer) == 0, unsafe ferror(pointer) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    /// Writes bytes; false on failure.
    func write(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, pointer) }
            == bytes.count
    }

    /// The bytes up to the end, or nothing when there are more than a limit.
    func readAll(limit: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe fread($0.baseAddress, 1, $0.count, pointer)
        }
        guard count <= limit, unsafe ferror(pointer) == 0 else { return nil }
        return Array(bytes.prefix(count))
    }

    /// The descriptor below, which the stream keeps.
    var descriptor: FileDescriptor { unsafe FileDescriptor(rawValue: fileno(pointer)) }

    deinit { unsafe fclose(pointer) }
}
