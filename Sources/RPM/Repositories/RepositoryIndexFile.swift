import SystemPackage

/// What a repository's `repomd.xml` says about the files that matter here.
struct RepositoryIndexFile: Sendable {
    /// The checksum of `repomd.xml` itself: it stands for the state of the whole repository.
    let checksum: FileChecksum
    let primary: MetadataFile
    /// Absent where the repository has none.
    let fileLists: MetadataFile?
    /// The advisories; absent where the repository has none.
    let updateInfo: MetadataFile?

    /// Reads a `repomd.xml`.
    ///
    /// Throws ``RepositoryError``.
    init(repository: String, path: FilePath) throws {
        let index = MetadataFile(
            repository: repository,
            path: MetadataFile.indexPath,
            checksum: nil,
            size: nil
        )
        do {
            checksum = try FileChecksum(of: path)
        } catch let error as Errno {
            throw RepositoryError.unreadable(index, cause: error)
        }
        let list = try MetadataFileReader(index).read(path) { text throws(XMLProblem) in
            try RepositoryIndexReader(text.source).read()
        }
        var records: [String: RepositoryIndexReader.Record] = [:]
        for record in list {
            // Readers would differ in which of two they take.
            guard records.updateValue(record, forKey: record.kind) == nil else {
                throw RepositoryError.duplicate(repository: repository, kind: record.kind)
            }
        }
        guard let primary = records["primary"] else {
            throw RepositoryError.missing(repository: repository, kind: "primary")
        }
        self.primary = try primary.file(of: repository)
        fileLists = try records["filelists"]?.file(of: repository)
        updateInfo = try records["updateinfo"]?.file(of: repository)
    }
}

extension RepositoryIndexReader.Record {
    /// The file that the record names.
    ///
    /// Throws ``RepositoryError`` when it is not proven, or lies outside of the repository.
    fileprivate func file(of repository: String) throws -> MetadataFile {
        guard !location.isEmpty else {
            throw RepositoryError.missing(repository: repository, kind: kind)
        }
        guard RepositoryPath.isInside(location) else {
            throw RepositoryError.escapes(repository: repository, path: location)
        }
        guard
            let proof = FileChecksum.Algorithm(rawValue: algorithm)
                .flatMap({ FileChecksum(algorithm: $0, hex: checksum) })
        else {
            throw RepositoryError.weakChecksum(
                repository: repository,
                kind: kind,
                algorithm: algorithm.isEmpty ? nil : algorithm
            )
        }
        return MetadataFile(
            repository: repository,
            path: location,
            checksum: proof,
            size: size == 0 ? nil : size,
            openSize: openSize == 0 ? nil : openSize
        )
    }
}
