import Building
import Crypto
import ELF
import EROFS
import Glibc
import Model
import SystemPackage
import Transfer

/// An image that a test describes file by file.
struct GateImage {
    enum Content {
        case file([UInt8])
        case folder
        case link(String)
        case special(FileKind, DeviceNumber)
    }

    struct Item {
        let path: [UInt8]
        let content: Content
        let metadata: Metadata
    }

    var name = "sample"
    var release: String? =
        "ID=fedora\nVERSION_ID=43\nARCHITECTURE=x86-64\nEXTENSION_RELOAD_MANAGER=1\n"
    private(set) var items: [Item] = []

    private static let releaseFolder = "/usr/lib/extension-release.d"

    mutating func file(
        _ path: String,
        _ text: String = "text\n",
        mode: UInt16 = 0o644,
        owner: UInt32 = 0,
        attributes: [ExtendedAttribute] = []
    ) {
        file(path, bytes: Array(text.utf8), mode: mode, owner: owner, attributes: attributes)
    }

    mutating func file(
        _ path: String,
        bytes: [UInt8],
        mode: UInt16 = 0o755,
        owner: UInt32 = 0,
        attributes: [ExtendedAttribute] = []
    ) {
        let metadata = Metadata(permissions: mode, owner: owner, attributes: attributes)
        add(path, .file(bytes), metadata)
    }

    mutating func folder(
        _ path: String,
        mode: UInt16 = 0o755,
        attributes: [ExtendedAttribute] = []
    ) {
        add(path, .folder, Metadata(permissions: mode, attributes: attributes))
    }

    mutating func link(_ path: String, _ target: String) {
        add(path, .link(target), Metadata(permissions: 0o777))
    }

    mutating func special(_ path: String, _ kind: FileKind, _ device: DeviceNumber = .none) {
        add(path, .special(kind, device), Metadata(permissions: 0o600))
    }

    /// A name of any bytes, in `/usr/share`.
    mutating func file(named name: [UInt8]) {
        let path = Array("/usr/share/".utf8) + name
        items.append(
            Item(path: path, content: .file([1]), metadata: Metadata(permissions: 0o644))
        )
    }

    private mutating func add(_ path: String, _ content: Content, _ metadata: Metadata) {
        items.append(Item(path: Array(path.utf8), content: content, metadata: metadata))
    }

    /// Takes an item out again.
    mutating func remove(_ path: String) {
        items.removeAll { $0.path == Array(path.utf8) }
    }

    /// Writes the image into a file.
    func write(to file: FileDescriptor) throws {
        let writer = try Writer(
            output: file,
            options: WriterOptions(allowsSpecialFiles: true, threads: 1)
        )
        var items = items
        if let release {
            let path = "\(Self.releaseFolder)/extension-release.\(name)"
            items.append(
                Item(
                    path: Array(path.utf8),
                    content: .file(Array(release.utf8)),
                    metadata: Metadata(permissions: 0o644)
                )
            )
        }
        for item in items {
            let path = try ImagePath(bytes: item.path)
            switch item.content {
            case .file(let bytes):
                try writer.addFile(path, metadata: item.metadata, content: bytes)
            case .folder: try writer.addDirectory(path, metadata: item.metadata)
            case .link(let target):
                try writer.addSymbolicLink(
                    path,
                    target: Array(target.utf8),
                    metadata: item.metadata
                )
            case .special(let kind, let device):
                try writer.addSpecialFile(
                    path,
                    kind: kind,
                    device: device,
                    metadata: item.metadata
                )
            }
        }
        _ = try writer.finish()
    }

    /// Writes the image into a file without a name, and reads it from there.
    func withReader<Result>(_ body: (Reader) throws -> Result) throws -> Result {
        let path = "/var/tmp/veneer-gate-\(UInt64.random(in: 0...UInt64.max))"
        let file = try FileDescriptor.open(
            FilePath(path),
            .readWrite,
            options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite
        )
        unlink(path)
        return try file.closeAfter {
            try write(to: file)
            return try body(Reader(file: file))
        }
    }

    /// What the gate finds in it.
    func findings(
        base: GateBase? = .sample,
        fileName: String? = nil,
        allow: Allowances = Allowances()
    ) throws -> [Finding] {
        try withReader { reader in
            try Gate.run(
                GateInput(
                    listing: ImageListing(reading: reader),
                    base: base,
                    expected: ExpectedImage(fileName: fileName ?? "\(name)-1-1-43-x86-64.raw")
                ),
                allow: allow
            ).findings
        }
    }

    /// An image that nothing is wrong with, with something for each check to look at.
    static var good: GateImage {
        var image = GateImage()
        image.file("/usr/bin/tool", bytes: TinyELF.tool.bytes)
        image.file("/usr/bin/script", "#!/bin/sh\n", mode: 0o755)
        image.file("/usr/bin/envy", "#!/usr/bin/env sh\n", mode: 0o755)
        image.file("/usr/lib64/libown.so.1.0", bytes: TinyELF.library("libown.so.1").bytes)
        image.link("/usr/lib64/libown.so.1", "libown.so.1.0")
        image.file("/usr/lib/private/libinner.so", bytes: TinyELF.library("libinner.so").bytes)
        image.link("/usr/share/absolute", "/usr/bin/tool")
        image.link("/usr/share/relative", "../bin/sh")
        image.link("/usr/share/state", "/var/lib/sample")
        image.folder("/usr/share/empty")
        image.file("/usr/lib/firmware/blob", bytes: TinyELF(machine: 40).bytes)
        image.file("/usr/share/ünïcode", "text")
        image.file("/usr/lib/sysusers.d/sample.conf", "u sample 900 \"Sample\"\ng helpers -\n")
        image.file("/usr/share/owned", owner: 900)
        image.file(
            "/usr/lib/systemd/system/sample.service",
            """
            [Unit]
            Wants=basic.target
            Requires=dbus.socket -.mount
            # ExecStart=/usr/bin/nothing
            [Service]
            ExecStartPre=-!/usr/bin/tool --check
            ExecStart=/usr/bin/tool \\
                --serve %i
            ExecReload=sh -c 'kill -HUP $MAINPID'
            ExecStop=/etc/sample/stop
            User=sample
            Group=helpers
            """
        )
        return image
    }
}

extension TinyELF {
    /// A program that finds all that it needs.
    static var tool: TinyELF {
        TinyELF(
            interpreter: "/lib64/ld-linux-x86-64.so.2",
            needed: ["libc.so.6", "libown.so.1", "libinner.so"],
            runPath: "$ORIGIN/../lib/private",
            neededVersions: [("libc.so.6", ["GLIBC_2.2.5", "GLIBC_2.34"])]
        )
    }

    static func library(_ soname: String, versions: [String] = []) -> TinyELF {
        TinyELF(soname: soname, needed: ["libc.so.6"], definedVersions: versions)
    }
}

extension GateBase {
    /// A small Fedora.
    static var sample: GateBase {
        var files = BaseFiles()
        for folder in [
            "/usr", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/lib/systemd/system",
            "/usr/share/folder",
        ] {
            files[folder] = BaseFile(kind: .directory, permissions: 0o755)
        }
        for (link, target) in ["/bin": "usr/bin", "/lib64": "usr/lib64", "/usr/sbin": "bin"] {
            files[link] = BaseFile(kind: .symlink(target: target), permissions: 0o777)
        }
        for program in ["/usr/bin/sh", "/usr/bin/env", "/usr/lib64/ld-linux-x86-64.so.2"] {
            files[program] = file("base \(program)\n", mode: 0o755)
        }
        for text in [
            "/usr/lib/systemd/system/basic.target", "/usr/lib/systemd/system/dbus.socket",
            "/usr/share/text",
        ] {
            files[text] = file("text\n", mode: 0o644)
        }
        files["/usr/share/pointer"] = BaseFile(kind: .symlink(target: "text"), permissions: 0o777)
        var accounts = Accounts()
        accounts.addUsers("root:x:0:0::/root:/bin/sh\ndaemon:x:2:2::/:/bin/false\n")
        accounts.addGroups("root:x:0:\ndaemon:x:2:\nsample:x:900:\n")
        return GateBase(
            os: OSRelease(id: "fedora", versionID: "43"),
            architecture: .x86_64,
            layout: BaseLayout(links: [
                "/bin": "/usr/bin", "/lib64": "/usr/lib64", "/usr/sbin": "/usr/bin",
            ]),
            accounts: accounts,
            files: files,
            libraries: [
                "/usr/lib64/libc.so.6": facts(
                    TinyELF(
                        soname: "libc.so.6",
                        definedVersions: ["GLIBC_2.2.5", "GLIBC_2.34"]
                    )
                ),
                "/usr/lib64/libz.so.1.3": facts(.library("libz.so.1", versions: ["ZLIB_1.2"])),
            ]
        )
    }

    private static func facts(_ file: TinyELF) -> ELFFacts {
        do {
            return try ELFFacts(reading: file.bytes) ?? { throw SampleError.notELF }()
        } catch {
            preconditionFailure("the sample cannot be read: \(error)")
        }
    }

    private static func file(_ text: String, mode: UInt16) -> BaseFile {
        let bytes = Array(text.utf8)
        return BaseFile(
            kind: .file(size: Int64(bytes.count), checksum: Checksum(SHA256.hash(data: bytes))),
            permissions: mode
        )
    }

    private enum SampleError: Error { case notELF }
}
