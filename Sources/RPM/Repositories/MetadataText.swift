import CSolv
import Glibc
import SystemPackage

/// The unpacked text of a metadata file, which ends with an error where it gets too long.
@safe final class MetadataText {
    private let file: SolvFile
    private let limit: UInt64
    private var count: UInt64 = 0

    /// Reads an unpacking stream up to a number of bytes.
    init(_ file: consuming SolvFile, limit: UInt64) {
        self.file = file
        self.limit = limit
    }

    /// The same as a scanner wants it.
    var source: XMLScanner.Source {
        { buffer, range throws(XMLProblem) in try self.read(&buffer, range) }
    }

    /// Reads some bytes into a part of a buffer; zero bytes are the end.
    func read(_ buffer: inout [UInt8], _ range: Range<Int>) throws(XMLProblem) -> Int {
        let length = range.count
        let read = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe fread(bytes.baseAddress?.advanced(by: range.lowerBound), 1, length, file.pointer)
        }
        guard unsafe read > 0 || ferror(file.pointer) == 0 else { throw .packing }
        count += UInt64(read)
        guard count <= limit else { throw .tooLarge(limit: limit) }
        return read
    }
}
