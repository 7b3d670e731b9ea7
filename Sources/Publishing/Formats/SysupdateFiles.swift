package import Model

/// What systemd-sysupdate reads of a repository: lists, the keys that they are signed with, and definitions.
package struct SysupdateFiles: Sendable {
    /// A file, by its path in the repository.
    package struct File: Equatable, Sendable {
        package var name: String
        package var bytes: [UInt8]
        /// Whether a detached signature goes directly before it, as `NAME.gpg`.
        package var isSigned = false
    }

    /// What hosts put into `/etc/systemd`: the first name for 258 and later, the second for earlier ones.
    private static let keyringNames = ["import-pubring.pgp", "import-pubring.gpg"]

    /// All files in the order in which they are written: keys, lists, definitions.
    package let files: [File]

    /// Makes the files.
    ///
    /// - Parameters:
    ///   - images: All that is published.
    ///   - url: Where the repository is served; without it there are no definitions.
    ///   - expires: Until when hosts may believe the lists: seconds since 1970-01-01 UTC.
    ///   - keyring: The keys that the lists are signed with; nothing when they are not signed.
    ///   - isOffered: Which images are listed: systemd-sysupdate knows neither withdrawals nor rollouts.
    package init(
        images: [PublishedImage],
        url: String?,
        expires: Int64,
        keyring: OpenPGPKeyring?,
        isOffered: (PublishedImage) -> Bool
    ) {
        // An extension of which nothing is offered has an empty list, so that nobody keeps an old one.
        let groups = Dictionary(grouping: images, by: \.name).sorted { $0.key < $1.key }
        let date = BestBefore(expires: expires)
        var files: [File] = []
        if let keyring {
            files = Self.keyringNames.map { File(name: $0, bytes: keyring.binary) }
            files.append(File(name: "import-pubring.asc", bytes: keyring.armoured))
        }
        func addList(_ images: [PublishedImage], _ scope: ChecksumFile.Scope, _ folder: String) {
            let list = ChecksumFile(images.filter(isOffered), for: scope, bestBefore: date)
            files.append(
                File(
                    name: folder + ChecksumFile.name,
                    bytes: Array(list.text.utf8),
                    isSigned: keyring != nil
                )
            )
        }
        for (name, images) in groups { addList(images, .extensionFolder, "\(name)/") }
        addList(groups.flatMap(\.value), .repository, "")
        if var url = url?[...] {
            while url.hasSuffix("/") { url = url.dropLast() }
            for (name, images) in groups {
                let definition = TransferDefinition(
                    name: name,
                    url: String(url),
                    images: images,
                    isSigned: keyring != nil,
                    isCrowded: groups.contains { TransferDefinition.crowd(name, $0.key) }
                )
                files += TransferDefinition.Kind.allCases.map {
                    File(name: definition.fileName($0), bytes: Array(definition.text.utf8))
                }
            }
        }
        self.files = files
    }
}
