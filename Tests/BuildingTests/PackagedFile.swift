import SystemPackage
import TestSupport

/// A file of a package, as rpm's own tools describe it.
struct PackagedFile {
    var path: String
    var size: Int64
    var modified: Int
    var digest: String
    var mode: UInt32
    var owner: String
    var group: String
    var target: String
    var capabilities = ""
    var isGhost = false

    /// All files of a package file, by rpm.
    static func reading(_ package: FilePath) async throws -> [PackagedFile] {
        let format = """
            [%{FILENAMES}\\t%{FILESIZES}\\t%{FILEMTIMES}\\t%{FILEDIGESTS}\\t%{FILEMODES}\\t\
            %{FILEUSERNAME}\\t%{FILEGROUPNAME}\\t%{FILELINKTOS}\\t%{FILEFLAGS}\\n]
            """
        let output = try await Command.run(
            "rpm",
            "-qp",
            "--nosignature",
            "--qf",
            format,
            package.string
        ).check()
        var files = output.split(separator: "\n").compactMap { line -> PackagedFile? in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard fields.count == 9, let size = Int64(fields[1]), let time = Int(fields[2]),
                let mode = UInt32(fields[4]), let flags = UInt32(fields[8])
            else { return nil }
            return PackagedFile(
                path: fields[0],
                size: size,
                modified: time,
                digest: fields[3],
                mode: mode,
                owner: fields[5],
                group: fields[6],
                target: fields[7],
                isGhost: flags & 64 != 0
            )
        }
        let capabilities = try await Command.run(
            "rpm",
            "-qp",
            "--nosignature",
            "--filecaps",
            package.string
        ).check()
        var table: [String: String] = [:]
        for line in capabilities.split(separator: "\n") {
            guard let tab = line.firstIndex(of: "\t") else { continue }
            table[String(line[..<tab])] = String(line[line.index(after: tab)...])
        }
        for index in files.indices { files[index].capabilities = table[files[index].path] ?? "" }
        return files
    }

    /// Where it has to be in an image for a base with merged folders, told apart from the product's own rules.
    var place: String? {
        // Folders of administrators' files go when vendors have theirs elsewhere.
        if mode & 0o170000 == 0o040000,
            ["/etc/systemd", "/etc/udev", "/etc/sysctl.d", "/etc/pam.d", "/etc/dbus-1"].contains(
                where: { path == $0 || path.hasPrefix($0 + "/") }
            )
        {
            return nil
        }
        for (folder, merged) in [
            ("/etc/sysctl.d/", "/usr/lib/sysctl.d/"), ("/bin/", "/usr/bin/"),
            ("/sbin/", "/usr/sbin/"), ("/lib/", "/usr/lib/"),
            ("/lib64/", "/usr/lib64/"), ("/etc/", "/usr/etc/"),
        ] where path.hasPrefix(folder) {
            return merged + path.dropFirst(folder.count)
        }
        return path.hasPrefix("/usr/") ? path : nil
    }
}
