import Files

/// The number of the systemd in a root, told by the name of its own shared library: nothing has to run for that.
enum SystemdVersion {
    private static let folders = [
        "/usr/lib/systemd", "/usr/lib64/systemd", "/usr/lib/x86_64-linux-gnu/systemd",
        "/usr/lib/aarch64-linux-gnu/systemd",
    ]
    private static let prefix = "libsystemd-shared-"

    /// Looks for it; gives nothing when there is no such library, or several.
    ///
    /// Throws: `FileError`.
    static func reading(_ root: HostRoot) throws -> Int? {
        var found: Set<Int> = []
        for path in folders {
            guard let folder = try root.folder(path) else { continue }
            for entry in try folder.files.entries() {
                guard entry.name.hasPrefix(prefix), entry.name.hasSuffix(".so") else { continue }
                let number = entry.name.dropFirst(prefix.count).prefix(while: \.isWholeNumber)
                if let number = Int(number) { found.insert(number) }
            }
        }
        return found.count == 1 ? found.first : nil
    }
}
