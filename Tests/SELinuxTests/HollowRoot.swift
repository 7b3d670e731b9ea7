import Foundation
import SELinux
import SystemPackage
import TestSupport

/// Paths of this machine's `/usr` with their kinds, and a root in which they stand without content.
struct HollowRoot {
    /// In the order of the paths.
    private(set) var files: [(path: String, kind: LabelledKind)] = []

    /// What the rules of policies tell apart, and few machines have.
    private static let special: [(String, LabelledKind)] = [
        ("/usr/lib64", .directory), ("/usr/lib64/libc.so.6", .file),
        ("/usr/lib64/security/pam_unix.so", .file), ("/usr/lib64/libodd-1.2.so.3", .link),
        ("/usr/bin/passwd", .file), ("/usr/bin/sudo", .file), ("/usr/sbin/sshd", .file),
        ("/usr/libexec/openssh/ssh-keysign", .file), ("/usr/lib/systemd/system", .directory),
        ("/usr/lib/systemd/system/sshd.service", .file), ("/usr/etc/shadow", .file),
        ("/usr/share/selinux/packages/foo.pp", .file), ("/usr/bin/with space", .file),
        ("/usr/share/ä/ö", .file), ("/usr/bin/podman", .file), ("/usr/bin/conmon", .file),
        ("/usr/libexec/kubernetes/kubelet-plugins/volume/exec", .directory),
        ("/usr/lib/extension-release.d/extension-release.demo", .file),
        ("/usr/local/lib64/libx.so", .file), ("/usr/local/bin/tool", .link),
    ]

    /// Takes so many of this machine's paths, evenly out of all, and the folders above them.
    init(count: Int) async throws {
        let found = try await Command.run(
            "find",
            "/usr",
            "-xdev",
            "(",
            "-type",
            "f",
            "-o",
            "-type",
            "d",
            "-o",
            "-type",
            "l",
            ")",
            "-printf",
            "%y %p\\0"
        ).check()
        var kinds: [String: LabelledKind] = [:]
        let lines = found.split(separator: "\0").filter { !$0.contains("\n") }
        let kind: [Character: LabelledKind] = ["f": .file, "d": .directory, "l": .link]
        for line in stride(from: 0, to: lines.count, by: max(1, lines.count / count)) {
            guard kinds.count < count, let letter = lines[line].first else { break }
            kinds[String(lines[line].dropFirst(2))] = kind[letter]
        }
        for (path, kind) in Self.special { kinds[path] = kind }
        for path in kinds.keys {
            var parent = path
            while let slash = parent.lastIndex(of: "/"), slash != parent.startIndex {
                parent = String(parent[..<slash])
                kinds[parent] = .directory
            }
        }
        files = kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Makes them below a folder.
    func make(in root: FilePath) throws {
        for (path, kind) in files {
            let place = root.string + path
            switch kind {
            case .directory:
                try FileManager.default.createDirectory(
                    atPath: place,
                    withIntermediateDirectories: true
                )
            case .link:
                try FileManager.default.createSymbolicLink(
                    atPath: place,
                    withDestinationPath: "nowhere"
                )
            default: try write([], to: FilePath(place))
            }
        }
    }
}
