import Model
import RPM

extension Recipe {
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
