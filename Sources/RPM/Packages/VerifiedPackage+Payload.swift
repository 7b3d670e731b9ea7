import SystemPackage

extension VerifiedPackage {
    /// Visits every file that the payload holds, in the archive's order.
    ///
    /// Of the names of one file, the first that comes has the content; ghosts do not come. Content that `body` leaves is
    /// skipped. Runs in parallel with other packages' payloads.
    ///
    /// - Parameters:
    ///   - checksDigests: Whether each file's content is hashed once more while it is read. The payload as a whole was proven
    ///     when the package was verified, and a file that changed since is refused either way.
    ///   - body: Gets the entry and its content.
    /// - Throws: ``PackageFileError``, and what `body` throws.
    package func forEachEntry(
        checksDigests: Bool = true,
        _ body: (FileEntry, inout PayloadContent) throws -> Void
    ) throws {
        let descriptor = try open()
        let reader = UnsafeMutablePointer<PayloadReader>.allocate(capacity: 1)
        defer { unsafe reader.deallocate() }
        unsafe try reader.initialize(to: PayloadReader(self, file: descriptor.raw))
        defer { unsafe reader.deinitialize(count: 1) }
        var missing = header.files.count { !$0.flags.contains(.ghost) }
        while let place = unsafe try reader.pointee.next() {
            guard header.files.indices.contains(place) else {
                throw PackageFileError.badPayload(path, detail: "it holds a file of no name")
            }
            let entry = header.files[place]
            if !entry.flags.contains(.ghost) { missing -= 1 }
            var content = unsafe try PayloadContent(
                entry,
                of: path,
                reader: reader,
                checksDigest: checksDigests
            )
            try body(entry, &content)
        }
        guard missing <= 0 else {
            throw PackageFileError.badPayload(path, detail: "it lacks \(missing) files")
        }
        guard try unchanged(descriptor.raw) else { throw PackageFileError.changed(path) }
    }

    /// Opens the file that was verified, and no other.
    func open() throws -> Descriptor {
        do {
            let descriptor = try Descriptor(reading: path)
            guard try unchanged(descriptor.raw) else { throw PackageFileError.changed(path) }
            return descriptor
        } catch let error as Errno {
            throw PackageFileError.unreadable(path, cause: error)
        }
    }

    func unchanged(_ file: FileDescriptor) throws -> Bool {
        try FileStatus(of: file) == status
    }
}
