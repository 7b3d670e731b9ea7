import EROFS
import Files
import FoundationEssentials
import Model
import RPM
import SystemPackage

/// Collects a base's facts from its root folder, and writes its document.
struct BaseCollector {
    /// The root folder, for messages.
    let path: FilePath
    private let root: Folder

    /// Opens the root folder of a base.
    ///
    /// Throws: `FileError`.
    init(_ root: Folder) {
        self.root = root
        path = root.path
    }

    /// Writes the document of the base into an empty file.
    ///
    /// Throws: `BaseError` with all that is missing, `FileError`, `BaseDatabaseError`.
    func write(to output: FileDescriptor, progress: @escaping (Int64) -> Void) throws {
        var content = try BaseContent(reading: root)
        try refuseIncomplete(content)
        let database = try BaseDatabase(root: path)
        for file in database.fileNames { try content.add("\(database.folder)/\(file)") }
        let policyFolder = try content.addPolicy()
        let packages = try database.packages()
        let walk = try BaseWalk(root, progress: progress)
        let facts = BaseFacts(
            architecture: try architecture(content, walk, packages),
            links: try BaseLayout(reading: root).links,
            packageCount: packages.count,
            kernel: kernel(packages, walk.files),
            codecs: try KernelCodecs(reading: root).names,
            systemd: packages.first { $0.name == "systemd" }?.evr.version,
            databaseFolder: database.folder,
            policyFolder: policyFolder
        )
        try write(facts, content, walk, to: output)
    }

    /// A base that lacks several things is refused once, with all of them.
    private func refuseIncomplete(_ content: BaseContent) throws {
        var missing: [String] = []
        func require(_ names: [String]) {
            guard !names.contains(where: { content.files[$0]?.isEmpty == false }) else { return }
            missing.append(names.joined(separator: " or "))
        }
        require(["usr/lib/os-release", "etc/os-release"])
        require(["usr/lib/passwd", "etc/passwd"])
        require(["usr/lib/group", "etc/group"])
        if try root.folderInRoot("usr/bin") == nil { missing.append("usr/bin") }
        let databases = BaseDatabase.folders
        if try !databases.contains(where: { try root.containsInRoot($0) }) {
            missing.append(databases.joined(separator: " or "))
        }
        guard missing.isEmpty else {
            throw BaseError.incomplete(base: path.string, missing: missing)
        }
    }

    /// What `os-release` says, or what its programs are made for, or what its packages say.
    private func architecture(
        _ content: BaseContent,
        _ walk: BaseWalk,
        _ packages: [NEVRA]
    ) throws -> Architecture {
        let release = content.text("usr/lib/os-release") ?? content.text("etc/os-release") ?? ""
        if let named = EnvironmentFile(parsing: release)["ARCHITECTURE"] {
            guard let known = Architecture(named) else {
                throw BaseError.foreign(base: path.string, architecture: named)
            }
            return known
        }
        if let common = walk.machines.max(by: { $0.value < $1.value })?.key { return common }
        guard let found = packages.lazy.compactMap({ Architecture($0.architecture) }).first else {
            throw BaseError.incomplete(base: path.string, missing: ["any program or package"])
        }
        return found
    }

    /// The oldest kernel, by its folder of modules or else its package.
    private func kernel(_ packages: [NEVRA], _ files: BaseFiles) -> String? {
        let modules = files.names(in: "/usr/lib/modules").filter { $0.first?.isNumber == true }
        let versions =
            modules.isEmpty
            ? packages.filter { $0.name == "kernel-core" || $0.name == "kernel" }
                .map(\.evr.version) : modules
        return versions.min { VersionOrder.compare($0, $1) == .older }
    }

    private func write(
        _ facts: BaseFacts,
        _ content: BaseContent,
        _ walk: BaseWalk,
        to output: FileDescriptor
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Without compression: the identity of a base must not depend on the version of a codec.
        let writer = try Writer(output: output, options: WriterOptions(compression: .none))
        let metadata = Metadata(permissions: 0o644)
        func add(_ path: String, _ bytes: [UInt8]) throws {
            try writer.addFile(try ImagePath(path), metadata: metadata, content: bytes)
        }
        try add(BaseDocument.factsPath, Array(try encoder.encode(facts)))
        try add(BaseDocument.filesPath, walk.files.encoded)
        try add(BaseDocument.librariesPath, Array(try encoder.encode(walk.libraries)))
        for (name, bytes) in content.files.sorted(by: { $0.key < $1.key }) {
            try add("\(BaseDocument.rootFolder)/\(name)", bytes)
        }
        _ = try writer.finish()
    }
}
