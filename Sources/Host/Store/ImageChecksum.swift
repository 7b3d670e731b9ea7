import Files
import Crypto
import Glibc
import Model
import SystemPackage
import Transfer

/// The checksum of a file's bytes.
enum ImageChecksum {
    private static let chunk = 1 << 20

    /// Reads an open file from its start; the name is for messages.
    static func read(_ file: FileDescriptor, name: String) throws -> Checksum? {
        var hash = SHA256()
        var offset: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count: Int
            do {
                count = try systemCall {
                    pread(file.rawValue, buffer.baseAddress, chunk, off_t(offset))
                }
            } catch {
                throw FileError.system(action: "read", path: name, error)
            }
            guard count > 0 else { return Checksum(bytes: hash.finalize()) }
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
        }
    }
}
