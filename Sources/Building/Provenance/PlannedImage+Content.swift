import EROFS
import Model

extension PlannedImage {
    /// One checksum that stands for what users get: every file, and how it is stored.
    ///
    /// The image's own version is left out, and so are the versions of writer and codec, which change nothing that anybody sees. Nothing
    /// where a package does not prove its files.
    func content(compression: Compression) throws -> Checksum? {
        let path = Tree.releasePath(of: recipe.recipe.name)
        guard let release, let files = try tree.digest(without: path) else { return nil }
        let record = BuildRecord(compression)
        var hash = FieldHash()
        hash.add("files", files.hex)
        hash.add("release", release.matchingText)
        hash.add("time", modified.seconds)
        hash.add("codec", record.codec)
        hash.add("level", record.level)
        hash.add("cluster", record.clusterSize)
        return hash.checksum
    }
}
