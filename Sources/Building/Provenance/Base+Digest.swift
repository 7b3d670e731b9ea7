import Model
import RPM

extension Base {
    /// One checksum that stands for all of the base that shapes an image.
    func digest(installed: [NEVRA]) -> Checksum {
        var hash = FieldHash()
        hash.add("id", os.id)
        hash.add("version", os.versionID ?? "")
        hash.add("level", os.sysextLevel ?? "")
        hash.add("architecture", architecture.systemdName)
        for (link, target) in layout.links.sorted(by: { $0.key < $1.key }) {
            hash.add("link", link)
            hash.add("target", target)
        }
        for (kind, table) in [("user", accounts.users), ("group", accounts.groups)] {
            for (name, number) in table.sorted(by: { $0.key < $1.key }) {
                hash.add(kind, name)
                hash.add("number", number)
            }
        }
        for package in installed { hash.add("package", package.description) }
        return hash.checksum
    }
}
