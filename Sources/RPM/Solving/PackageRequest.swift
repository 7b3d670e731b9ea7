/// What to install beside the base.
package struct PackageRequest: Hashable, Sendable {
    /// As for `dnf install`: names, `NAME.ARCH`, full names, globs, provides, `NAME >= VERSION` or file paths.
    package var packages: [String]
    /// Packages that must not be used: names, globs or full names.
    package var excludes: [String]
    /// Whether packages that the chosen ones recommend come along.
    package var installsRecommended: Bool

    /// Makes a request.
    package init(packages: [String], excludes: [String] = [], installsRecommended: Bool = false) {
        self.packages = packages
        self.excludes = excludes
        self.installsRecommended = installsRecommended
    }
}
