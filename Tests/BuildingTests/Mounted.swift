import SystemPackage
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

/// What the kernel shows of an image: every path with its metadata.
struct Mounted {
    struct File: Equatable {
        var mode: UInt32
        var owner: UInt32
        var group: UInt32
        var links: UInt64
        var size: Int64
        var modified: Int
        var inode: UInt64
    }

    private(set) var files: [String: File] = [:]
    private(set) var digests: [String: String] = [:]
    private(set) var targets: [String: String] = [:]
    private(set) var capabilities: [String: String] = [:]
    /// The texts of files of configuration that the build itself writes.
    private(set) var texts: [String: String] = [:]

    /// The lines of such a file that are no comments.
    func lines(_ path: String) -> [String] {
        (texts[path] ?? "").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// Mounts an image, reads everything, and unmounts it.
    static func reading(_ image: FilePath, at point: FilePath) async throws -> Mounted {
        guard mkdir(point.string, 0o755) == 0 || errno == EEXIST else {
            throw Errno(rawValue: errno)
        }
        try await Command.run("mount", "-t", "erofs", "-o", "ro,loop", image.string, point.string)
            .check()
        do {
            let mounted = try await Mounted(point)
            try await Command.run("umount", point.string).check()
            return mounted
        } catch {
            try await Command.run("umount", point.string).check()
            throw error
        }
    }

    private init(_ point: FilePath) async throws {
        let found = try await Self.shell("find . -mindepth 1 -printf '%P\\0%l\\0'", in: point)
        let entries = found.split(separator: "\0", omittingEmptySubsequences: false)
        for index in stride(from: 0, to: entries.count - 1, by: 2) {
            let path = String(entries[index])
            var status = stat()
            guard lstat(point.pushing(FilePath(path)).string, &status) == 0 else {
                throw Errno(rawValue: errno)
            }
            files["/" + path] = File(
                mode: status.st_mode,
                owner: status.st_uid,
                group: status.st_gid,
                links: UInt64(status.st_nlink),
                size: Int64(status.st_size),
                modified: status.st_mtim.tv_sec,
                inode: UInt64(status.st_ino)
            )
            if status.st_mode & S_IFMT == S_IFLNK {
                targets["/" + path] = String(entries[index + 1])
            }
        }
        let sums = try await Self.shell(
            "find . -type f -print0 | xargs -0 -r sha256sum -z --",
            in: point
        )
        for line in sums.split(separator: "\0") {
            // `DIGEST  ./path`, from the slash on.
            digests[String(line.dropFirst(67))] = String(line.prefix(64))
        }
        for path in files.keys where WrittenText.isOne(path) {
            texts[path] = try await Self.shell("cat .\(path)", in: point)
        }
        for line in try await Self.shell("getcap -r .", in: point).split(separator: "\n") {
            guard let space = line.lastIndex(of: " ") else { continue }
            capabilities[String(line[..<space].dropFirst())] = String(
                line[line.index(after: space)...]
            )
        }
    }

    private static func shell(_ script: String, in folder: FilePath) async throws -> String {
        try await Command.run("sh", "-c", "cd \"$1\" && \(script)", "sh", folder.string).check()
    }
}

/// Files that the build itself writes.
private enum WrittenText {
    static func isOne(_ path: String) -> Bool {
        ["/usr/lib/sysusers.d/veneer-", "/usr/lib/tmpfiles.d/veneer-"].contains {
            path.hasPrefix($0)
        }
    }
}
