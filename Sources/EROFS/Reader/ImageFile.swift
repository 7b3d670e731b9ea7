import SystemPackage

/// The image's bytes, read by position with every range checked.
struct ImageFile: Sendable {
    let descriptor: FileDescriptor
    let size: UInt64

    init(_ descriptor: FileDescriptor) throws(ReaderError) {
        self.descriptor = descriptor
        do {
            size = UInt64(try descriptor.seek(offset: 0, from: .end))
        } catch {
            throw Self.failure(error)
        }
    }

    /// Reads exactly so many bytes.
    func read(at offset: UInt64, count: Int) throws(ReaderError) -> [UInt8] {
        guard count >= 0, offset <= size, UInt64(count) <= size - offset,
            let start = Int64(exactly: offset)
        else { throw .truncated(offset: offset, count: count) }
        var failure: ReaderError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            do throws(ReaderError) {
                unsafe try fill(UnsafeMutableRawBufferPointer(buffer), from: start)
                length = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        from start: Int64
    ) throws(ReaderError) {
        var filled = 0
        while filled < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            do {
                let count = unsafe try descriptor.read(
                    fromAbsoluteOffset: start + Int64(filled),
                    into: rest
                )
                guard count > 0 else {
                    throw ReaderError.truncated(offset: UInt64(start), count: buffer.count)
                }
                filled += count
            } catch {
                throw Self.failure(error)
            }
        }
    }

    private static func failure(_ error: any Error) -> ReaderError {
        switch error {
        case let error as ReaderError: error
        case let error as Errno: .input(error)
        default: .input(.ioError)
        }
    }
}
