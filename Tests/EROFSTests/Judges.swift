import EROFS
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The programs and rights that judge images.
enum Judges {
    static let fsck = Command.exists("fsck.erofs")
    static let dump = Command.exists("dump.erofs")
    static let mkfs = Command.exists("mkfs.erofs") && Command.exists("getfattr")

    /// Whether the kernel can be asked: needs root, loop devices, getfattr (attr) and the file system.
    static let mount: Bool = {
        guard geteuid() == 0, Command.exists("getfattr"),
            access("/dev/loop-control", R_OK | W_OK) == 0,
            let systems = try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8)
            // No list of file systems means no mount, which the test's condition reports.
        else { return false }
        return systems.split(separator: "\n").contains { $0.hasSuffix("\terofs") }
    }()

    /// Whether the running kernel has LZMA and Zstandard; its configuration is not always to be had.
    static let kernelKnowsNewCodecs: Bool = {
        var name = utsname()
        guard uname(&name) == 0 else { return false }
        let release = withUnsafeBytes(of: name.release) { String(decoding: $0, as: UTF8.self) }
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard numbers.count == 2 else { return false }
        return KernelVersion(numbers[0], numbers[1]) >= Compression.zstd().oldestKernel
    }()

    static let full = access("/dev/full", W_OK) == 0

    static let needsFsck: Comment = "needs fsck.erofs (erofs-utils)"
    static let needsMkfs: Comment = "needs mkfs.erofs (erofs-utils) and getfattr (attr)"
    static let needsMount: Comment =
        "needs root, loop devices, getfattr (attr) and a kernel with EROFS"
    static let needsNewKernel: Comment =
        "needs root, loop devices, getfattr (attr) and Linux 6.10 or later with EROFS"

    /// Lets fsck.erofs read all of an image.
    static func check(_ image: FilePath, by tools: ErofsTools = .machine) async throws {
        try await tools.run("fsck.erofs", ["--extract", image.string]).check()
    }

    /// Mounts an image for the length of a closure.
    static func withMount<Result>(
        of image: FilePath,
        at place: FilePath,
        _ body: (FilePath) async throws -> Result
    ) async throws -> Result {
        try await Command.run("mkdir", "-p", place.string).check()
        try await Command.run(
            "mount",
            "-t",
            "erofs",
            "-o",
            "loop,ro",
            image.string,
            place.string
        ).check()
        do {
            let result = try await body(place)
            try await Command.run("umount", place.string).check()
            return result
        } catch {
            try await Command.run("umount", place.string).check()
            throw error
        }
    }
}
