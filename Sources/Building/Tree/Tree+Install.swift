import EROFS
import Model

extension Tree {
    /// Puts what an installation takes out of a download into the tree.
    ///
    /// Throws: `TreeError` when it takes out nothing.
    mutating func install(
        _ installation: Installation,
        _ supplies: StepSupplies
    ) throws(TreeError) {
        let found = supplies.installed[installation] ?? []
        guard !found.isEmpty || installation.optional else {
            throw .nothingInDownload(installation.source.text, download: installation.download)
        }
        let origin = "the download '\(installation.download)'"
        for entry in found {
            var metadata = Metadata(
                permissions: installation.mode ?? (entry.isExecutable ? 0o755 : 0o644),
                modified: supplies.modified
            )
            switch entry.kind {
            case .directory:
                metadata.permissions = 0o755
                try add(
                    TreeEntry(kind: .directory, metadata: metadata, origin: origin),
                    at: entry.path
                )
            case .symlink(let target):
                metadata.permissions = 0o777
                try add(
                    TreeEntry(kind: .symlink(target: target), metadata: metadata, origin: origin),
                    at: entry.path
                )
            case .file(let content, let identity):
                try add(
                    content,
                    identity: identity,
                    at: entry.path,
                    metadata: metadata,
                    origin: origin
                )
            }
        }
    }
}
