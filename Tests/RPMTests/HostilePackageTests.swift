import Foundation
import SystemPackage
import Testing

@testable import RPM

/// Packages whose headers lie, as if whoever signed them meant harm.
@Suite(Needs.program("rpmbuild")) struct HostilePackageTests {
    private static func package(in scratch: FilePath) async throws -> FilePath {
        try await BuiltPackage.build(
            in: scratch,
            install: "mkdir -p $R/usr/aa; echo text > $R/usr/aa/text",
            files: "/usr/aa/text"
        )
    }

    /// Replaces bytes in a file wherever they are.
    private static func replace(_ old: String, _ new: String, in path: FilePath) throws {
        var data = try Data(contentsOf: URL(filePath: path.string))
        let (old, new) = (Data(old.utf8), Data(new.utf8))
        var count = 0
        while let range = data.range(of: old) {
            data.replaceSubrange(range, with: new)
            count += 1
        }
        #expect(count > 0 && old.count == new.count)
        try data.write(to: URL(filePath: path.string))
    }

    /// The header of a package, as if it had been verified.
    private static func header(_ path: FilePath) throws -> PackageHeader {
        let descriptor = try Descriptor(reading: path)
        let stream = try RPMStream(duplicating: descriptor.raw, at: 0)
        guard let header = RPMTransaction().readHeader(stream) else {
            throw PackageFileError.malformed(path, details: [])
        }
        return try PackageHeader(header, of: path)
    }

    @Test(arguments: [
        "/usr/../\0", "/../aaa/\0", "/usr//a/\0", "usr/aaa/\0", "/usr/./a\0", "\0\0\0\0\0\0\0\0\0",
    ]) func aPathThatLeadsElsewhereIsRefused(_ folder: String) async throws {
        try await withScratch { scratch in
            let path = try await Self.package(in: scratch)
            #expect(try Self.header(path).files.map(\.path) == ["/usr/aa/text"])
            try Self.replace("/usr/aa/\0", folder, in: path)
            #expect(throws: PackageFileError.self) { _ = try Self.header(path) }
            // The digests tell too, of course.
            #expect(throws: PackageFileError.self) {
                _ = try PackageFile(path).verified(by: Keyring(), policy: .optional)
            }
        }
    }

    @Test func anUnknownPackingIsRefused() async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                defines: ["_binary_payload w3.zstdio"],
                install: "mkdir -p $R/usr; echo text > $R/usr/text",
                files: "/usr/text"
            )
            try Self.replace("\0zstd\0", "\0rust\0", in: path)
            let descriptor = try Descriptor(reading: path)
            let package = VerifiedPackage(
                path: path,
                signature: .unsigned,
                header: try Self.header(path),
                status: try FileStatus(of: descriptor.raw)
            )
            #expect {
                try package.forEachEntry { _, _ in }
            } throws: { error in
                guard case .unsupportedPayload(_, "cpio/rust")? = error as? PackageFileError else {
                    return false
                }
                return true
            }
        }
    }

    struct Patch: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// From the start of the main header's intro: 8 bytes, then counts of entries and of bytes, then entries of 16 bytes.
        let offset: Int
        let bytes: [UInt8]
    }

    static let patches = [
        Patch(testDescription: "2^31 entries", offset: 8, bytes: [0x80, 0, 0, 0]),
        Patch(testDescription: "2^31 - 1 entries", offset: 8, bytes: [0x7f, 0xff, 0xff, 0xff]),
        Patch(testDescription: "no entries", offset: 8, bytes: [0, 0, 0, 0]),
        Patch(testDescription: "2^32 - 1 bytes", offset: 12, bytes: [0xff, 0xff, 0xff, 0xff]),
        Patch(testDescription: "no bytes", offset: 12, bytes: [0, 0, 0, 0]),
        Patch(testDescription: "an entry of an unknown type", offset: 36, bytes: [0, 0, 0, 99]),
        Patch(
            testDescription: "an entry past the end",
            offset: 40,
            bytes: [0x0f, 0xff, 0xff, 0xff]
        ),
        Patch(testDescription: "a negative place", offset: 40, bytes: [0xff, 0xff, 0xff, 0xff]),
        Patch(testDescription: "an entry of 2^31 items", offset: 44, bytes: [0x80, 0, 0, 0]),
        Patch(
            testDescription: "a region past the end",
            offset: 24,
            bytes: [0x0f, 0xff, 0xff, 0xff]
        ),
        Patch(testDescription: "another magic", offset: 0, bytes: [0]),
    ]

    @Test(arguments: patches) func aHeaderThatLiesIsRefused(_ patch: Patch) async throws {
        try await withScratch { scratch in
            let path = try await Self.package(in: scratch)
            var data = try Data(contentsOf: URL(filePath: path.string))
            let magic = Data([0x8e, 0xad, 0xe8, 0x01])
            let signature = try #require(data.range(of: magic))
            let main = try #require(data.range(of: magic, in: signature.upperBound..<data.endIndex))
            let start = main.lowerBound + patch.offset
            data.replaceSubrange(start..<start + patch.bytes.count, with: patch.bytes)
            try data.write(to: URL(filePath: path.string))
            #expect(throws: PackageFileError.self) {
                _ = try PackageFile(path).verified(by: Keyring(), policy: .optional)
            }
            let descriptor = try Descriptor(reading: path)
            let stream = try RPMStream(duplicating: descriptor.raw, at: 0)
            // Without the digests: an error or a header, and no crash.
            if let header = RPMTransaction().readHeader(stream) {
                _ = Result { try PackageHeader(header, of: path) }
            }
        }
    }

    /// A gibibyte of zeros packs to a few kilobytes: it passes by in pieces, and no more than the header says.
    @Test func aBombPassesInPieces() async throws {
        try await withScratch { scratch in
            let path = try await BuiltPackage.build(
                in: scratch,
                defines: ["_binary_payload w3.zstdio"],
                install: "mkdir -p $R/usr; truncate -s 1G $R/usr/zeros",
                files: "/usr/zeros"
            )
            #expect(try Data(contentsOf: URL(filePath: path.string)).count < 1 << 20)
            let package = try PackageFile(path).verified(by: Keyring(), policy: .optional)
            var largest = 0
            var total = 0
            try package.forEachEntry { _, content in
                try content.forEachChunk {
                    largest = max(largest, $0.count)
                    total += $0.count
                }
            }
            #expect(total == 1 << 30)
            #expect(largest <= 1 << 18)
        }
    }
}
