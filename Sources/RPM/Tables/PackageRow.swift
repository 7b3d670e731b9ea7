/// The numbers that a table keeps of a package, each at its place in the row.
enum PackageColumn: Int, CaseIterable {
    case name, architecture, evr
    case summary, license, sourcePackage, location, base
    /// The checksum's digits, as the metadata has them.
    case checksum
    case checksumAlgorithm
    case sizeLow, sizeHigh
    case installedSizeLow, installedSizeHigh
    /// Where the lists begin, one after the other; the last is where the last one ends.
    case provides, requires, conflicts, obsoletes, recommends, supplements, suggests, enhances
    case endOfLists
}

/// The lists of dependencies of a package.
enum DependencyList: Int, CaseIterable {
    case provides, requires, conflicts, obsoletes, recommends, supplements
    // These two bring nothing in, but tell which of several providers is preferred.
    case suggests, enhances

    /// The column where the list begins; it ends where the next one begins.
    var column: Int { PackageColumn.provides.rawValue + rawValue }
}
