import EROFS
import Model
import SystemPackage

/// What systemd-sysext would see in an image.
///
/// One image that it cannot read keeps it from merging any, so whatever it would stumble over is refused here.
enum ImageContent {
    private static let releaseFolder = "/usr/lib/extension-release.d"
    private static let releasePrefix = "extension-release."
    /// Of EROFS on the machines that images are for, in bytes.
    private static let blockSize: Int64 = 4096
    /// Far above any real release file, in bytes.
    private static let releaseLimit = 64 << 10

    /// Checks an open image.
    ///
    /// Throws: `ImageError` with the first thing that is wrong.
    static func check(
        _ file: FileDescriptor,
        of installed: InstalledImage,
        for host: HostFacts
    ) throws {
        let name = installed.file.text
        guard installed.size != blockSize else { throw ImageError.oneBlock(file: name) }
        let release: ExtensionRelease
        do {
            release = try readRelease(try Reader(file: file), installed.name, file: name)
        } catch let error as ReaderError {
            throw ImageError.notReadable(file: name, cause: error)
        }
        let fit = host.judge(
            release,
            release: installed.release,
            architecture: installed.architecture
        )
        guard fit.fits else { throw ImageError.unfit(file: name, reason: fit) }
    }

    private static func readRelease(
        _ reader: Reader,
        _ name: ExtensionName,
        file: String
    ) throws
        -> ExtensionRelease
    {
        guard try find("/usr/lib/os-release", reader) == nil else {
            throw ImageError.carriesOSRelease(file: file)
        }
        guard let folder = try find(releaseFolder, reader), folder.kind == .directory else {
            throw ImageError.noReleaseFile(file: file, name: name)
        }
        let found = try reader.entries(of: folder).map { String(decoding: $0.name, as: UTF8.self) }
            .filter { $0.hasPrefix(releasePrefix) }.sorted()
        let expected = releasePrefix + name.text
        guard found.contains(expected),
            let inode = try find("\(releaseFolder)/\(expected)", reader), inode.kind == .regular
        else { throw ImageError.noReleaseFile(file: file, name: name) }
        guard found.count == 1 else { throw ImageError.otherReleaseFiles(file: file, found: found) }
        let bytes = try reader.contents(of: inode, limit: releaseLimit)
        return ExtensionRelease(parsing: String(decoding: bytes, as: UTF8.self))
    }

    private static func find(_ path: String, _ reader: Reader) throws -> EROFS.Inode? {
        do {
            return try reader.lookup(ImagePath(path))
        } catch ReaderError.notFound, ReaderError.notADirectory {
            return nil
        }
    }
}
