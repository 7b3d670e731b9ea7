import EROFS
import Images
import Model
import SystemPackage

/// What systemd-sysext would see in an image.
///
/// One image that it cannot read keeps it from merging any, so whatever it would stumble over is refused here.
enum ImageContent {
    /// Checks an open image.
    ///
    /// Throws: `ImageError` with the first thing that is wrong.
    static func check(
        _ file: FileDescriptor,
        of installed: InstalledImage,
        for host: HostFacts
    ) throws {
        let name = installed.file.text
        let release: ExtensionRelease
        do {
            let facts = try ImageFacts(reading: try Reader(file: file))
            release = try self.release(in: facts, installed.name, file: name)
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

    private static func release(
        in facts: ImageFacts,
        _ name: ExtensionName,
        file: String
    ) throws(ImageError) -> ExtensionRelease {
        guard !facts.hasOSRelease else { throw .carriesOSRelease(file: file) }
        guard facts.releaseNames.contains(name.text) else {
            throw .noReleaseFile(file: file, name: name)
        }
        guard facts.releaseNames.count == 1 else {
            throw .otherReleaseFiles(file: file, found: facts.releaseNames)
        }
        guard let release = facts.release else { throw .noReleaseFile(file: file, name: name) }
        return release
    }
}
