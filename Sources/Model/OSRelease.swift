/// What identifies an operating system release: the fields of `os-release` that extensions are matched with.
package struct OSRelease: Equatable, Codable, Sendable {
    /// `ID=`, such as `fedora`; `linux` where the file has none, as `os-release(5)` says.
    package var id: String
    /// `ID_LIKE=`, word by word.
    package var idLike: [String]
    /// `VERSION_ID=`, such as `43`; absent on rolling releases.
    package var versionID: String?
    /// `SYSEXT_LEVEL=`.
    package var sysextLevel: String?
    /// `PRETTY_NAME=`, for people.
    package var prettyName: String?
    /// `VARIANT_ID=`, such as `coreos`.
    package var variantID: String?

    /// Makes a release from its fields.
    package init(
        id: String,
        versionID: String?,
        idLike: [String] = [],
        sysextLevel: String? = nil,
        prettyName: String? = nil,
        variantID: String? = nil
    ) {
        self.id = id
        self.versionID = versionID
        self.idLike = idLike
        self.sysextLevel = sysextLevel
        self.prettyName = prettyName
        self.variantID = variantID
    }

    /// Reads the text of an `os-release` file.
    package init(parsing text: String) {
        let file = EnvironmentFile(parsing: text)
        self.init(
            id: file["ID"] ?? "linux",
            versionID: file["VERSION_ID"],
            idLike: (file["ID_LIKE"] ?? "").split(separator: " ").map(String.init),
            sysextLevel: file["SYSEXT_LEVEL"],
            prettyName: file["PRETTY_NAME"],
            variantID: file["VARIANT_ID"]
        )
    }
}

extension OSRelease: CustomStringConvertible {
    package var description: String {
        prettyName ?? [id, versionID].compactMap(\.self).joined(separator: " ")
    }
}
