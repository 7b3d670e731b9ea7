import CSolv

/// The facts of one package; it must not outlive its pool.
@safe struct SolvPackage {
    private let pointer: UnsafeMutablePointer<Solvable>

    init(_ id: Id, in pool: borrowing SolvPool) {
        unsafe pointer = pool.pointer.pointee.solvables + Int(id)
    }

    /// The id of the repository that has the package.
    var repository: String { unsafe String(cString: pointer.pointee.repo.pointee.name) }

    /// The text of an attribute.
    func text(_ key: solv_knownid) -> String? {
        unsafe solvable_lookup_str(pointer, Id(bitPattern: key.rawValue))
            .map { unsafe String(cString: $0) }
    }

    /// The number of an attribute, or zero.
    func number(_ key: solv_knownid) -> UInt64 {
        unsafe solvable_lookup_num(pointer, Id(bitPattern: key.rawValue), 0)
    }

    /// The file's path below the repository's base.
    var location: String? {
        var medium: UInt32 = 0
        return unsafe solvable_lookup_location(pointer, &medium).map { unsafe String(cString: $0) }
    }

    /// The file name of the source package.
    var sourcePackage: String? {
        unsafe solvable_lookup_sourcepkg(pointer).map { unsafe String(cString: $0) }
    }

    /// The file's checksum, when its algorithm is a good one.
    var checksum: FileChecksum? {
        let (hex, algorithm) = rawChecksum
        guard let hex, let algorithm = algorithm.flatMap(FileChecksum.Algorithm.init(rawValue:))
        else {
            return nil
        }
        return FileChecksum(algorithm: algorithm, hex: hex)
    }

    /// The name of the checksum's algorithm, whatever it is worth.
    var checksumAlgorithm: String? { rawChecksum.algorithm }

    private var rawChecksum: (hex: String?, algorithm: String?) {
        var type = Id(0)
        let hex = unsafe solvable_lookup_checksum(
            pointer,
            Id(bitPattern: SOLVABLE_CHECKSUM.rawValue),
            &type
        )
        guard let hex = unsafe hex, type != 0, let name = unsafe solv_chksum_type2str(type) else {
            return (nil, nil)
        }
        return unsafe (String(cString: hex), String(cString: name))
    }
}
