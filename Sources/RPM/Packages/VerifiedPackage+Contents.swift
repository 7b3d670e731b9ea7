extension VerifiedPackage {
    /// Reads the content of a few small files, and no more of the payload than needed.
    ///
    /// - Parameters:
    ///   - names: Under which names the files are in the header; of several names of one file, all.
    ///   - limit: The most bytes of one file; a longer one is left out.
    /// - Returns: By name, what was found. Of several names of one file, only one has the content.
    /// - Throws: ``PackageFileError``.
    package func contents(of names: Set<String>, limit: Int) throws -> [String: [UInt8]] {
        var wanted = Set(
            header.files.filter { file in
                names.contains(file.path) && file.kind == .regular && file.size > 0
                    && file.size <= UInt64(limit) && !file.flags.contains(.ghost)
            }.map(\.path)
        )
        var contents: [String: [UInt8]] = [:]
        guard !wanted.isEmpty else { return contents }
        let descriptor = try open()
        let reader = UnsafeMutablePointer<PayloadReader>.allocate(capacity: 1)
        defer { unsafe reader.deallocate() }
        unsafe try reader.initialize(to: PayloadReader(self, file: descriptor.raw))
        defer { unsafe reader.deinitialize(count: 1) }
        while !wanted.isEmpty, let place = unsafe try reader.pointee.next() {
            guard header.files.indices.contains(place) else {
                throw PackageFileError.badPayload(path, detail: "it holds a file of no name")
            }
            let entry = header.files[place]
            guard wanted.remove(entry.path) != nil else { continue }
            var content = unsafe try PayloadContent(
                entry,
                of: path,
                reader: reader,
                checksDigest: true
            )
            guard content.size > 0 else { continue }
            var bytes: [UInt8] = []
            unsafe try content.forEachChunk { unsafe bytes += Array($0) }
            contents[entry.path] = bytes
        }
        guard try unchanged(descriptor.raw) else { throw PackageFileError.changed(path) }
        return contents
    }
}
