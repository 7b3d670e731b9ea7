import CSolv
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
        let pool = SolvPool(architecture: nil)
        let repo = pool.makeRepository(repository)
        do {
            checksum = try FileChecksum(of: path)
            let file = try SolvFile(Descriptor(reading: path), mode: "r")
            guard unsafe repo_add_repomdxml(repo.pointer, file.pointer, 0) == 0 else {
                throw RepositoryError.malformed(index, detail: pool.lastError)
            }
        } catch let error as Errno {
            throw RepositoryError.unreadable(index, cause: error)
        }
        let records = try Self.records(in: pool, of: repo)
        guard let primary = records["primary"] else {
            throw RepositoryError.missing(repository: repository, kind: "primary")
        }
        self.primary = try primary.file(kind: "primary", repository: repository)
        fileLists = try records["filelists"]?.file(kind: "filelists", repository: repository)
        updateInfo = try records["updateinfo"]?.file(kind: "updateinfo", repository: repository)
    }

    private static func records(
        in pool: borrowing SolvPool,
        of repo: SolvRepository
    ) throws -> [String: Record] {
        var records: [String: Record] = [:]
        try pool.forEachRecord(REPOSITORY_REPOMD, of: SOLVID_META, in: repo) { entry in
            guard let kind = entry.text(REPOSITORY_REPOMD_TYPE) else { return }
            // Readers would differ in which of two they take.
            guard records[kind] == nil else {
                throw RepositoryError.duplicate(repository: repo.id, kind: kind)
            }
            let proof = entry.checksum(REPOSITORY_REPOMD_CHECKSUM)
            records[kind] = Record(
                location: entry.text(REPOSITORY_REPOMD_LOCATION),
                size: entry.number(REPOSITORY_REPOMD_SIZE),
                checksum: proof?.hex,
                algorithm: proof?.algorithm
            )
        }
        return records
    }

    /// One `<data>` element.
    private struct Record {
        let location: String?
        let size: UInt64
        let checksum: String?
        let algorithm: String?

        func file(kind: String, repository: String) throws -> MetadataFile {
            guard let location else {
                throw RepositoryError.missing(repository: repository, kind: kind)
            }
            guard RepositoryPath.isInside(location) else {
                throw RepositoryError.escapes(repository: repository, path: location)
            }
            guard let checksum, let algorithm,
                let proof = FileChecksum.Algorithm(rawValue: algorithm)
                    .flatMap({ FileChecksum(algorithm: $0, hex: checksum) })
            else {
                throw RepositoryError.weakChecksum(
                    repository: repository,
                    kind: kind,
                    algorithm: algorithm
                )
            }
            return MetadataFile(
                repository: repository,
                path: location,
                checksum: proof,
                size: size == 0 ? nil : size
            )
        }
    }
}
