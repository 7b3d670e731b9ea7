import CSolv
import Model

/// Every package known to one resolution, and the strings they share.
@safe struct SolvPool: ~Copyable {
    let pointer: UnsafeMutablePointer<CSolv.Pool>

    /// Makes an empty pool for packages that run on one architecture, or for parsing alone.
    init(architecture: Architecture?) {
        unsafe pointer = pool_create()
        // Debian's libsolv takes packages for Debian's by default, and `noarch` is unknown there.
        unsafe pool_setdisttype(pointer, DISTTYPE_RPM)
        if let architecture { unsafe pool_setarch(pointer, architecture.rpmName) }
    }

    deinit {
        considerAll()
        unsafe pool_free(pointer)
    }

    /// What libsolv says about its last failure.
    var lastError: String { unsafe String(cString: pool_errstr(pointer)) }

    /// Makes an empty repository within the pool, which owns it.
    func makeRepository(_ id: String) -> SolvRepository {
        unsafe SolvRepository(pointer: repo_create(pointer, id))
    }

    /// Takes the packages of a repository for those that are installed.
    func setInstalled(_ repository: SolvRepository) {
        unsafe pool_set_installed(pointer, repository.pointer)
    }

    /// The text of an interned string.
    func text(_ id: Id) -> String { unsafe String(cString: pool_id2str(pointer, id)) }

    /// The text of a dependency, such as `libc.so.6(GLIBC_2.34)(64bit)` or `bash >= 5`.
    func dependencyText(_ id: Id) -> String { unsafe String(cString: pool_dep2str(pointer, id)) }

    /// What a dependency such as `bash >= 5` is about, whatever the version.
    func name(ofDependency id: Id) -> Id {
        // ISRELDEP and GETRELDEP, which Swift does not import.
        let number = UInt32(bitPattern: id)
        guard number & 0x8000_0000 != 0 else { return id }
        let relation = unsafe pointer.pointee.rels[Int(number ^ 0x8000_0000)]
        // Above these are not relations of versions, but of whole dependencies.
        return relation.flags <= REL_GT | REL_EQ | REL_LT ? relation.name : id
    }

    /// The ids of every package in the pool, installable or not.
    var packages: Range<Id> {
        // The first two are libsolv's own.
        unsafe 2..<max(2, pointer.pointee.nsolvables)
    }

    /// Whether a package number belongs to a repository at all.
    func isPackage(_ id: Id) -> Bool { unsafe pointer.pointee.solvables[Int(id)].repo != nil }

    /// Whether a package belongs to the base.
    func isInstalled(_ id: Id) -> Bool {
        guard let installed = unsafe pointer.pointee.installed else { return false }
        return unsafe pointer.pointee.solvables[Int(id)].repo == installed
    }

    /// Whether a package belongs to a repository.
    func isPackage(_ id: Id, of repository: SolvRepository) -> Bool {
        unsafe pointer.pointee.solvables[Int(id)].repo == repository.pointer
    }

    /// Whether a package runs on the pool's architecture.
    func runsHere(_ id: Id) -> Bool {
        unsafe pool_badarch_solvable(pointer, pointer.pointee.solvables + Int(id)) == 0
    }

    /// Whether packages of an architecture, in RPM's words, run on the pool's.
    func runsHere(architecture: String) -> Bool {
        let id = unsafe pool_str2id(pointer, architecture, 0)
        guard id != 0, unsafe pointer.pointee.id2arch != nil else { return false }
        return unsafe id <= pointer.pointee.lastarch && pointer.pointee.id2arch[Int(id)] != 0
    }

    /// The name of a package without its version.
    func name(of id: Id) -> String { unsafe text(pointer.pointee.solvables[Int(id)].name) }

    /// The full name of a package.
    func nevra(of id: Id) -> NEVRA {
        let solvable = unsafe pointer.pointee.solvables[Int(id)]
        let evr = unsafe text(solvable.evr)
        return NEVRA(
            name: unsafe text(solvable.name),
            evr: EVR(evr) ?? EVR(version: evr, release: ""),
            architecture: unsafe text(solvable.arch)
        )
    }

    /// Lets every package be used again, after the next ``indexProvides()``.
    func considerAll() {
        guard let map = unsafe pointer.pointee.considered else { return }
        unsafe pointer.pointee.considered = nil
        unsafe map_free(map)
        unsafe map.deallocate()
    }

    /// Leaves out every package that is not in a set, after the next ``indexProvides()``.
    func consider(_ packages: borrowing SolvPackageSet) {
        considerAll()
        let map = UnsafeMutablePointer<Map>.allocate(capacity: 1)
        unsafe map.initialize(to: Map())
        unsafe map_init_clone(map, packages.pointer)
        unsafe pointer.pointee.considered = map
    }

    /// Prepares the pool for solving, after repositories or file lists came in.
    func index() {
        unsafe pool_addfileprovides(pointer)
        indexProvides()
    }

    /// Prepares the pool for solving, after other packages came into consideration.
    func indexProvides() { unsafe pool_createwhatprovides(pointer) }

    /// The dependencies of one kind that a package has.
    func dependencies(_ kind: solv_knownid, of id: Id) -> [Id] {
        let result = SolvQueue()
        unsafe solvable_lookup_deparray(
            pointer.pointee.solvables + Int(id),
            Id(bitPattern: kind.rawValue),
            result.pointer,
            0
        )
        // The marker sets apart what scripts need, which makes no difference here.
        return result.elements.filter { $0 != Id(bitPattern: SOLVABLE_PREREQMARKER.rawValue) }
    }

    /// Whether a package provides a dependency, even when it is left out of consideration.
    func provides(_ dependency: Id, _ id: Id) -> Bool {
        let key = Id(bitPattern: SOLVABLE_PROVIDES.rawValue)
        return unsafe solvable_matchesdep(pointer.pointee.solvables + Int(id), key, dependency, -1)
            != 0
    }

    /// The packages that provide a dependency.
    func providers(of dependency: Id) -> [Id] {
        var providers: [Id] = []
        var offset = unsafe Int(pool_whatprovides(pointer, dependency))
        while case let id = unsafe pointer.pointee.whatprovidesdata[offset], id != 0 {
            providers.append(id)
            offset += 1
        }
        return providers
    }
}
