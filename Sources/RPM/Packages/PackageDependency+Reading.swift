import CRPM

extension PackageDependency {
    /// Reads the dependencies of one kind.
    static func all(
        in header: borrowing RPMHeader,
        names: rpmTag_e,
        flags: rpmTag_e,
        versions: rpmTag_e
    ) -> [PackageDependency] {
        let flags = header.numbers(flags)
        let versions = header.texts(versions)
        return header.texts(names).enumerated().map { index, name in
            let relation = flags.indices.contains(index) ? Relation(flags: flags[index]) : nil
            let version = versions.indices.contains(index) ? versions[index] : ""
            return PackageDependency(
                name: name,
                relation: version.isEmpty ? nil : relation,
                version: relation == nil || version.isEmpty ? nil : version
            )
        }
    }
}
