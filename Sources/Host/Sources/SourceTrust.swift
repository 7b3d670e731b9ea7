import Files
import Model
import TUF

/// What a host trusts of a source from one run to the next: `/var/lib/veneer/trust/SOURCE-PIN/`.
struct SourceTrust: TrustStore {
    static let path = "\(StateFolder.path)/trust"
    /// Far above any metadata file, in bytes.
    private static let limit = 64 << 20

    private let root: HostRoot
    private let path: String
    private let isRemembered: Bool

    /// Takes the folder of a source; with another pin, trust begins anew.
    ///
    /// What is not to be remembered is read and never written: for questions that change nothing.
    init(_ source: SourceDefinition, _ root: HostRoot, isRemembered: Bool = true) {
        self.root = root
        self.isRemembered = isRemembered
        path = "\(Self.path)/\(source.name)-\(source.root.checksum.hex.prefix(16))"
    }

    /// A file that cannot be read is as good as none: it is fetched again, and what was pinned or seen still holds.
    func read(_ name: String) throws -> [UInt8]? {
        do {
            return try root.folder(path)?.files.readIfPresent(name, limit: Self.limit)
        } catch {
            return nil
        }
    }

    func write(_ bytes: [UInt8], named name: String) throws {
        guard isRemembered else { return }
        try root.makeFolder(path).write(bytes, to: name)
    }

    func remove(_ name: String) throws {
        guard isRemembered, let files = try root.folder(path)?.files else { return }
        if try files.remove(name) { try files.synchronize() }
    }
}
