import SystemPackage

/// Opens a metadata file only when it is what `repomd.xml` promised.
struct MetadataFileReader {
    private let file: MetadataFile

    init(_ file: MetadataFile) {
        self.file = file
    }

    /// Checks size and checksum, then lends the unpacked text of the same file to `body`.
    ///
    /// Throws ``RepositoryError``.
    func read<Result>(
        _ path: FilePath,
        _ body: (MetadataText) throws(XMLProblem) -> Result
    ) throws -> Result {
        let text = MetadataText(try open(path), limit: try limit(path))
        do throws(XMLProblem) {
            return try body(text)
        } catch {
            throw RepositoryError.malformed(file, detail: error.text)
        }
    }

    /// How long the text may be: what `repomd.xml` says, and never more than any honest packing gives.
    private func limit(_ path: FilePath) throws -> UInt64 {
        do {
            let descriptor = try Descriptor(reading: path)
            let packed = try FileStatus(of: descriptor.raw).size
            // XML packs to a tenth or a thirtieth; no distribution has a gibibyte of primary metadata.
            let most = max(64 << 20, min(packed, 1 << 30) * 100)
            let cap: UInt64 = file.path.contains("filelists") ? 16 << 30 : 1 << 30
            return min(file.openSize ?? most, most, cap)
        } catch let error as Errno {
            throw RepositoryError.unreadable(file, cause: error)
        }
    }

    /// Checks size and checksum, then opens the same file for parsing, unpacked.
    ///
    /// Throws ``RepositoryError``.
    func open(_ path: FilePath) throws -> SolvFile {
        do {
            let descriptor = try Descriptor(reading: path)
            try checkSize(of: descriptor.raw)
            if let expected = file.checksum {
                let actual = try FileChecksum(of: descriptor.raw, algorithm: expected.algorithm)
                guard actual == expected else {
                    throw RepositoryError.wrongChecksum(file, actual: actual)
                }
                try descriptor.raw.seek(offset: 0, from: .start)
            }
            // The suffix tells libsolv how to unpack, and only the repository's own name is sure to have it.
            guard let stream = try SolvFile(unpacking: descriptor, name: file.path) else {
                throw RepositoryError.unsupportedCompression(file)
            }
            return stream
        } catch let error as Errno {
            throw RepositoryError.unreadable(file, cause: error)
        }
    }

    private func checkSize(of descriptor: FileDescriptor) throws {
        let actual = try FileStatus(of: descriptor).size
        if let size = file.size, actual != size {
            throw RepositoryError.wrongSize(file, actual: actual)
        }
    }
}
