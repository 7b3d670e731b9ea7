import Model
import RPM

extension Recipe {
    /// The package or download that gives an image its version, and that version.
    ///
    /// Throws: `BuildError`.
    func versionSource(
        among packages: [NEVRA],
        _ inputs: BuildInputs
    ) throws(BuildError) -> (name: String, version: EVR) {
        let isDownload = self.packages.isEmpty || downloads.contains { $0.id == versionFrom }
        let wanted = versionFrom ?? inputs.downloads.first?.id
        guard isDownload, let found = inputs.downloads.first(where: { $0.id == wanted }) else {
            let package = try versionPackage(among: packages)
            return (package.description, package.evr)
        }
        if let package = inputs.packages[found.id] { return (package.description, package.evr) }
        guard let version = found.version else { throw .noVersion(package: found.id) }
        return (found.id, version)
    }

    /// The package, among those of an image, that gives the image its version.
    ///
    /// Throws: `BuildError.noVersionPackage`.
    func versionPackage(among packages: [NEVRA]) throws(BuildError) -> NEVRA {
        let wanted = versionFrom ?? self.packages.first ?? ""
        let found = packages.first { nevra in
            [nevra.name, "\(nevra.name).\(nevra.architecture)", nevra.description].contains(wanted)
        }
        guard let found else {
            throw .noVersionPackage(wanted, packages: packages.map(\.name))
        }
        return found
    }
}
