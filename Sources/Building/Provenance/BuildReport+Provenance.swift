import Model
import SystemPackage

extension BuildReport {
    /// Reports an image by its provenance.
    init(_ provenance: ImageProvenance, path: FilePath, isNew: Bool, findings: [Finding]) {
        self.init(
            isNew: isNew,
            image: provenance.fileName.text,
            path: path.string,
            name: provenance.name,
            version: provenance.version,
            release: provenance.release,
            architecture: provenance.architecture,
            size: provenance.size,
            checksum: provenance.checksum,
            packages: provenance.packages.map(\.nevra),
            findings: findings,
            scriptlets: provenance.scriptlets ?? [],
            hostTasks: provenance.hostTasks ?? []
        )
    }

    /// Reports an image that was there already.
    init(_ previous: PreviousImage, findings: [Finding] = []) {
        self.init(previous.provenance, path: previous.path, isNew: false, findings: findings)
    }
}
