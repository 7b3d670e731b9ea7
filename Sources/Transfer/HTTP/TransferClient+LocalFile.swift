import Files
import Glibc
import SystemPackage

extension TransferClient {
    /// Reads a file of this machine as if it came over the network.
    func readFile(_ location: Location, into sink: inout some ByteSink) throws {
        let file = try open(location)
        defer { _ = Glibc.close(file.rawValue) }
        try sink.begin(resuming: false, total: try size(of: file, at: location.filePath))
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var count = 0
        repeat {
            try Task.checkCancellation()
            count = try readSome(file, into: &buffer, path: location.filePath)
            try Self.give(buffer, count: count, to: &sink)
        } while count > 0
    }

    private func open(_ location: Location) throws -> FileDescriptor {
        let path = FilePath(location.filePath)
        guard let name = path.lastComponent?.string else {
            throw TransferError.noSuchFile(location)
        }
        do {
            return try Folder(path.removingLastComponent()).open(name)
        } catch  where error.isNotFound {
            throw TransferError.noSuchFile(location)
        }
    }

    private static func give(
        _ buffer: [UInt8],
        count: Int,
        to sink: inout some ByteSink
    ) throws {
        try buffer.withUnsafeBytes { bytes in
            try sink.receive(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
    }

    private func size(of file: FileDescriptor, at path: String) throws(FileError) -> Int64 {
        var status = stat()
        _ = try systemCall("look at", path) { fstat(file.rawValue, &status) }
        return Int64(status.st_size)
    }
}
