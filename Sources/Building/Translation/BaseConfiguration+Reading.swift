import Model

extension BaseConfiguration {
    /// Reads what a base says to systemd, and which files it has.
    ///
    /// Throws: `BaseError`.
    init(_ base: Base) throws {
        accounts = base.accounts
        sysusers = try Self.texts(in: "usr/lib/sysusers.d", suffix: ".conf", of: base).values
            .flatMap { SysusersLine.lines(of: $0) }
        tmpfiles = try Self.texts(in: "usr/lib/tmpfiles.d", suffix: ".conf", of: base).values
            .flatMap { TmpfilesLine.lines(of: $0) }
        presets = try Self.texts(
            in: "usr/lib/systemd/system-preset",
            suffix: ".preset",
            of: base
        )
        let files = try base.document.files()
        has = { files[$0] != nil }
    }

    private static func texts(
        in folder: String,
        suffix: String,
        of base: Base
    ) throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in try base.document.namesInRoot(folder) where name.hasSuffix(suffix) {
            texts[name] = try base.document.textInRoot("\(folder)/\(name)")
        }
        return texts
    }
}
