import SystemPackage

/// An image file that is open for reading until this value goes away.
struct ImageDescriptor: ~Copyable {
    let descriptor: FileDescriptor
    private let path: String

    /// Opens an image.
    ///
    /// Throws: `InspectError.unopenable`.
    init(_ path: String) throws {
        self.path = path
        do {
            descriptor = try FileDescriptor.open(
                FilePath(path),
                .readOnly,
                options: [.closeOnExec, .nonBlocking]
            )
        } catch let errno as Errno {
            throw InspectError.unopenable(path, errno)
        }
    }

    deinit {
        // Only read from, so a failing close loses nothing.
        try? descriptor.close()
    }

    /// The file's size in bytes.
    borrowing func size() throws -> Int64 {
        do {
            return try descriptor.seek(offset: 0, from: .end)
        } catch let errno as Errno {
            throw InspectError.unopenable(path, errno)
        }
    }
}
