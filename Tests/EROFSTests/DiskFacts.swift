import EROFS
import Foundation
import SystemPackage
import TestSupport

/// What the kernel says about a folder and everything below it.
enum DiskFacts {
    /// Reads a tree; attributes only those that the caller may see.
    static func read(_ root: FilePath) async throws -> TreeFacts {
        var result: TreeFacts = [:]
        try read(root.string, at: "", into: &result)
        for (path, attributes) in try await attributes(below: root.string) where !path.isEmpty {
            result[path]?.attributes = attributes
        }
        return result
    }

    private static func read(
        _ folder: String,
        at place: String,
        into result: inout TreeFacts
    ) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let path = folder + "/" + name
            let facts = try facts(of: path)
            result[place + "/" + name] = facts
            if facts.kind == .directory { try read(path, at: place + "/" + name, into: &result) }
        }
    }

    private static func facts(of path: String) throws -> FileFacts {
        var status = stat()
        guard lstat(path, &status) == 0, let kind = FileKind(mode: UInt16(status.st_mode)) else {
            throw Errno(rawValue: errno)
        }
        var content: [UInt8] = []
        switch kind {
        case .regular: content = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        case .symbolicLink:
            var target = [UInt8](repeating: 0, count: 4096)
            let count = target.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
            }
            guard count >= 0 else { throw Errno(rawValue: errno) }
            content = Array(target.prefix(count))
        default: break
        }
        let device = UInt64(status.st_rdev)
        let number = DeviceNumber(
            major: UInt32(device >> 8 & 0xfff),
            minor: UInt32(device & 0xff | device >> 12 & 0xfff00)
        )
        return FileFacts(
            kind: kind,
            permissions: UInt16(status.st_mode & 0o7777),
            owner: status.st_uid,
            group: status.st_gid,
            modified: Timestamp(
                seconds: Int64(status.st_mtim.tv_sec),
                nanoseconds: UInt32(status.st_mtim.tv_nsec)
            ),
            attributes: [],
            content: content,
            links: kind == .directory ? nil : UInt32(status.st_nlink),
            device: kind == .characterDevice || kind == .blockDevice ? number : .none
        )
    }

    /// Lets getfattr tell the attributes of a whole tree, by the paths it was given.
    private static func attributes(
        below root: String
    ) async throws -> [String: [ExtendedAttribute]] {
        let output = try await Command.run(
            "getfattr",
            "-R",
            "-h",
            "-P",
            "-d",
            "-m",
            "-",
            "-e",
            "hex",
            "--absolute-names",
            root
        ).check()
        var result: [String: [ExtendedAttribute]] = [:]
        var path = ""
        for line in output.split(separator: "\n") {
            if line.hasPrefix("# file: ") {
                path = String(line.dropFirst(8).dropFirst(root.count))
                continue
            }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? bytes(ofHex: parts[1]) : []
            result[path, default: []].append(
                ExtendedAttribute(name: String(parts[0]), value: value)
            )
        }
        return result.mapValues { $0.sorted { $0.name < $1.name } }
    }

    private static func bytes(ofHex text: Substring) -> [UInt8] {
        let digits = Array(text.dropFirst(2))
        return stride(from: 0, to: digits.count - 1, by: 2).map { index in
            UInt8(String(digits[index...(index + 1)]), radix: 16) ?? 0
        }
    }
}
