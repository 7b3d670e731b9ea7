import CRPM
import Model
import SystemPackage

extension PackageHeader {
    /// Reads all facts of a header.
    ///
    /// Throws ``PackageFileError``.
    init(_ header: borrowing RPMHeader, of path: FilePath) throws {
        guard let name = header.text(RPMTAG_NAME), let version = header.text(RPMTAG_VERSION),
            let release = header.text(RPMTAG_RELEASE), let architecture = header.text(RPMTAG_ARCH)
        else { throw PackageFileError.badHeader(path, detail: "it lacks a name or a version") }
        let evr = EVR(
            epoch: Int(clamping: header.number(RPMTAG_EPOCH) ?? 0),
            version: version,
            release: release
        )
        nevra = NEVRA(name: name, evr: evr, architecture: architecture)
        summary = header.text(RPMTAG_SUMMARY)
        license = header.text(RPMTAG_LICENSE)
        group = header.text(RPMTAG_GROUP)
        vendor = header.text(RPMTAG_VENDOR)
        url = header.text(RPMTAG_URL)
        sourcePackage = header.text(RPMTAG_SOURCERPM)
        buildTime = header.number(RPMTAG_BUILDTIME)
        scriptlets = Scriptlet.all(in: header)
        provides = PackageDependency.all(
            in: header,
            names: RPMTAG_PROVIDENAME,
            flags: RPMTAG_PROVIDEFLAGS,
            versions: RPMTAG_PROVIDEVERSION
        )
        requires = PackageDependency.all(
            in: header,
            names: RPMTAG_REQUIRENAME,
            flags: RPMTAG_REQUIREFLAGS,
            versions: RPMTAG_REQUIREVERSION
        )
        files = try RPMFiles(header).entries(of: path)
        payloadCompression = header.text(RPMTAG_PAYLOADCOMPRESSOR)
        payloadFormat = header.text(RPMTAG_PAYLOADFORMAT) ?? "cpio"
    }
}
