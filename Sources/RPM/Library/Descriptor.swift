import SystemPackage

/// An open file that closes itself.
struct Descriptor: ~Copyable {
    let raw: FileDescriptor

    /// Opens a file for reading.
    ///
    /// Throws `Errno`.
    init(reading path: FilePath) throws {
        raw = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
    }

    /// Takes over a descriptor that is open.
    init(owning descriptor: FileDescriptor) {
        raw = descriptor
    }

    /// Gives the descriptor away; the receiver closes it.
    consuming func release() -> FileDescriptor {
        let raw = raw
        discard self
        return raw
    }

    deinit {
        // The descriptor was read from or synced before: closing it can lose nothing.
        try? raw.close()
    }
}
