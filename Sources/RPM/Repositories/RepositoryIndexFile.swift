import CSolv
import SystemPackage

/// What a repository's `repomd.xml` says about the files that matter here.
struct RepositoryIndexFile: Sendable {
    /// The checksum of `repomd.xml` itself: it stands for the state of the whole repository.
    let checksum: FileChecksum
    let primary: MetadataFile
    /// Absent where the repository has none.
    let fileLists: MetadataFile?

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
        let records = Self.records(in: pool, of: repo)
        guard let primary = records["primary"] else {
            throw RepositoryError.missing(repository: repository, kind: "primary")
        }
        self.primary = try primary.file(kind: "primary", repository: repository)
        fileLists = try records["filelists"]?.file(kind: "filelists", repository: repository)
    }

    private static func records(
        in pool: borrowing SolvPool,
        of repo: SolvRepository
    ) -> [String: Record] {
        // The iterator points into itself, so it needs one address for its life.
        let iterator = UnsafeMutablePointer<Dataiterator>.allocate(capacity: 1)
        unsafe iterator.initialize(to: Dataiterator())
        defer { unsafe iterator.deallocate() }
        unsafe dataiterator_init(
            iterator,
            pool.pointer,
            repo.pointer,
            SOLVID_META,
            Id(bitPattern: REPOSITORY_REPOMD_TYPE.rawValue),
            nil,
            0
        )
        defer { unsafe dataiterator_free(iterator) }
        unsafe dataiterator_prepend_keyname(iterator, Id(bitPattern: REPOSITORY_REPOMD.rawValue))
        var records: [String: Record] = [:]
        while unsafe dataiterator_step(iterator) != 0 {
            unsafe dataiterator_setpos_parent(iterator)
            let record = Record(in: pool)
            if let kind = record.kind { records[kind] = record }
        }
        return records
    }

    /// One `<data>` element.
    private struct Record {
        let kind: String?
        let location: String?
        let size: UInt64
        let checksum: String?
        let algorithm: String?

        /// Reads the element at which the pool's search stands.
        init(in pool: borrowing SolvPool) {
            let pointer = unsafe pool.pointer
            kind = Self.text(REPOSITORY_REPOMD_TYPE, in: pool)
            location = Self.text(REPOSITORY_REPOMD_LOCATION, in: pool)
            size = unsafe pool_lookup_num(
                pointer,
                SOLVID_POS,
                Id(bitPattern: REPOSITORY_REPOMD_SIZE.rawValue),
                0
            )
            var type: Id = 0
            checksum = unsafe pool_lookup_checksum(
                pointer,
                SOLVID_POS,
                Id(bitPattern: REPOSITORY_REPOMD_CHECKSUM.rawValue),
                &type
            ).map { unsafe String(cString: $0) }
            algorithm =
                type == 0
                ? nil : unsafe solv_chksum_type2str(type).map { unsafe String(cString: $0) }
        }

        private static func text(_ key: solv_knownid, in pool: borrowing SolvPool) -> String? {
            unsafe pool_lookup_str(pool.pointer, SOLVID_POS, Id(bitPattern: key.rawValue))
                .map { unsafe String(cString: $0) }
        }

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
