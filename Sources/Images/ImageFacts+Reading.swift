package import EROFS
import Model

extension ImageFacts {
    private static let releaseFolder = "/usr/lib/extension-release.d"
    private static let releasePrefix = "extension-release."
    private static let unitFolder = "/usr/lib/systemd/system"
    /// Far above any real release file, in bytes.
    private static let releaseLimit = 64 << 10

    /// Reads the facts of an open image.
    ///
    /// Throws: `ReaderError` when it is no EROFS image or a damaged one.
    package init(reading reader: Reader) throws {
        let releases = try Self.names(in: Self.releaseFolder, reader)
            .filter { $0.hasPrefix(Self.releasePrefix) }
        releaseNames = releases.map { String($0.dropFirst(Self.releasePrefix.count)) }
        if releases.count == 1, let name = releases.first,
            let file = try Self.find("\(Self.releaseFolder)/\(name)", reader),
            file.kind == .regular
        {
            let bytes = try reader.contents(of: file, limit: Self.releaseLimit)
            release = ExtensionRelease(parsing: String(decoding: bytes, as: UTF8.self))
        }
        hasOSRelease =
            try Self.find("/usr/lib/os-release", reader) != nil
            || Self.find("/etc/os-release", reader) != nil
        units = try Self.names(in: Self.unitFolder, reader).filter(UnitName.isValid)
        superblock = reader.superblock
    }

    private static func names(in folder: String, _ reader: Reader) throws -> [String] {
        guard let inode = try find(folder, reader), inode.kind == .directory else { return [] }
        return try reader.entries(of: inode).map { String(decoding: $0.name, as: UTF8.self) }
            .sorted()
    }

    private static func find(_ path: String, _ reader: Reader) throws -> Inode? {
        do {
            return try reader.lookup(ImagePath(path))
        } catch ReaderError.notFound, ReaderError.notADirectory {
            return nil
        }
    }
}
