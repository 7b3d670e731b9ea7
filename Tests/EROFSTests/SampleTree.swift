import EROFS
import SystemPackage
import Testing

/// A set of files under a name that reads well in a test's title.
struct SampleTree: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [SampleFile]

    var testDescription: String { name }

    static let small = Self(
        name: "small tree",
        files: [
            .directory("usr"), .directory("usr/bin"),
            SampleFile(
                path: "usr/bin/tool",
                content: Array("#!/bin/sh\n".utf8),
                permissions: 0o755
            ),
            .link("usr/bin/alias", to: "tool"),
            SampleFile(path: "usr/empty", permissions: 0o600),
        ]
    )

    /// Sizes around the edges of blocks, clusters and segments.
    static let sizes = Self(
        name: "sizes",
        files: [.directory("d")]
            + [1, 31, 4000, 4064, 4065, 4095, 4096, 4097, 8191, 8192, 8193, 65536, 70_001]
            .flatMap { size -> [SampleFile] in
                [
                    SampleFile(path: "d/noise-\(size)", content: SampleContent.noise(size)),
                    SampleFile(path: "d/text-\(size)", content: SampleContent.text(size)),
                    SampleFile(
                        path: "d/zeros-\(size)",
                        content: [UInt8](repeating: 0, count: size)
                    ),
                ]
            }
            + [
                SampleFile(path: "d/mixed", content: SampleContent.mixed(700_003)),
                SampleFile(path: "d/segments", content: SampleContent.mixed((4 << 20) + 212_345)),
                SampleFile(path: "d/whole", content: SampleContent.text(4 << 20)),
                SampleFile(path: "d/raw", content: SampleContent.noise((4 << 20) + 5_000)),
            ]
    )

    static let attributes = Self(name: "owners, attributes and links", files: attributeFiles)

    private static var attributeFiles: [SampleFile] {
        let label = ExtendedAttribute(
            name: "security.selinux",
            value: Array("system_u:object_r:usr_t:s0\0".utf8)
        )
        let capability = ExtendedAttribute(
            name: "security.capability",
            value: [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        )
        let big = ExtendedAttribute(name: "user.big", value: SampleContent.noise(2000))
        var files = [
            .directory("a", permissions: 0o1777),
            SampleFile(
                path: "a/label",
                content: [1],
                attributes: [label]
            ),
            SampleFile(
                path: "a/ping",
                content: SampleContent.text(5000),
                permissions: 0o4755,
                attributes: [label, capability]
            ),
            SampleFile(path: "a/acl", content: [2], permissions: 0o674, attributes: [accessList]),
            SampleFile(
                path: "a/owners",
                owner: 70_000,
                group: 80_000,
                modified: Timestamp(seconds: -5, nanoseconds: 7)
            ),
            SampleFile(path: "a/big", content: SampleContent.noise(3000), attributes: [big]),
            SampleFile(
                path: "a/trusted",
                content: SampleContent.noise(9000),
                attributes: [.init(name: "trusted.note", value: [])]
            ),
            .link("a/long", to: String(repeating: "long/", count: 818) + "end"),
            SampleFile(path: "a/first", content: SampleContent.text(10_000)),
            SampleFile(path: "b-second", linkedTo: "a/first"),
            SampleFile(path: "a/third", linkedTo: "a/first"),
        ]
        files[0].attributes = [label]
        return files
    }

    /// Lets user 1000 do everything.
    private static let accessList: ExtendedAttribute = {
        let entries: [(UInt16, UInt16, UInt32)] = [
            (1, 6, .max), (2, 7, 1000), (4, 7, .max), (16, 7, .max), (32, 4, .max),
        ]
        var bytes: [UInt8] = [2, 0, 0, 0]
        for (tag, permissions, id) in entries {
            bytes += [UInt8(tag), 0, UInt8(permissions), 0]
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
        }
        return ExtendedAttribute(name: "system.posix_acl_access", value: bytes)
    }()

    static let directories = Self(
        name: "large directories",
        files: [.directory("many"), .directory("-dash"), .directory("!"), .directory("deep")]
            + (0..<3000).map {
                SampleFile(path: "many/a-file-with-a-longer-name-\($0)", content: [UInt8($0 & 255)])
            }
            + (0..<40).map { SampleFile.directory("many/sub\($0)") }
            // Of several blocks each, with last blocks of all sizes, the small ones first.
            + (1...12).flatMap { number in
                (0..<(90 + 55 * number)).map {
                    SampleFile(path: "block-\(number)/an-entry-of-some-length-\($0)")
                }
            }
            + [
                SampleFile(path: "-dash/" + String(repeating: "n", count: 255)),
                SampleFile(path: "deep/1/2/3/4/5/6/7/8/9/leaf", content: [9]),
            ]
    )

    static let special = Self(
        name: "special files",
        files: [
            .directory("dev"),
            SampleFile(
                path: "dev/null",
                kind: .characterDevice,
                permissions: 0o666,
                device: .init(major: 1, minor: 3)
            ),
            SampleFile(
                path: "dev/large",
                kind: .blockDevice,
                device: .init(major: 259, minor: 70_000)
            ),
            SampleFile(path: "dev/pipe", kind: .fifo),
            SampleFile(path: "dev/sock", kind: .socket),
        ]
    )

    static let all: [Self] = [small, sizes, attributes, directories, special]

    /// Writes the tree into an image.
    @discardableResult
    func write(to path: FilePath, _ options: WriterOptions) throws -> ImageSummary {
        let file = try FileDescriptor.open(
            path,
            .readWrite,
            options: [.create, .truncate],
            permissions: .ownerReadWrite
        )
        return try file.closeAfter {
            let writer = try Writer(output: file, options: options)
            for entry in files { try add(entry, to: writer) }
            return try writer.finish()
        }
    }

    func add(_ entry: SampleFile, to writer: Writer) throws {
        let path = try ImagePath(entry.path)
        if let target = entry.linkedTo {
            return try writer.addHardLink(path, to: ImagePath(target))
        }
        switch entry.kind {
        case .directory: try writer.addDirectory(path, metadata: entry.metadata)
        case .symbolicLink:
            try writer.addSymbolicLink(path, target: entry.content, metadata: entry.metadata)
        case .regular:
            try writer.addFile(
                path,
                metadata: entry.metadata,
                size: UInt64(entry.content.count)
            ) { sink in
                // Odd pieces, so that they cross the writer's own.
                var rest = entry.content[...]
                while !rest.isEmpty {
                    try sink.write(Array(rest.prefix(300_007)))
                    rest = rest.dropFirst(300_007)
                }
            }
        case .characterDevice, .blockDevice, .fifo, .socket:
            try writer.addSpecialFile(
                path,
                kind: entry.kind,
                device: entry.device,
                metadata: entry.metadata
            )
        }
    }
}
