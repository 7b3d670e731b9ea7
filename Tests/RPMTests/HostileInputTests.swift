import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// Damaged files of every kind: an error each time, and never a crash, a hang or a wrong result.
@Suite(Needs.data) struct HostileInputTests {
    @Test(arguments: [
        "rpm-samples/capstest-1.0-1.noarch.rpm", "rpm-samples/hlinktest-1.0-1.noarch.rpm",
        "rpm-samples/hello-2.0-1.x86_64.rpm",
    ]) func noFlippedByteGetsPastTheDigests(_ package: String) async throws {
        try await withScratch { scratch in
            let source = Samples.data(package)
            let original = try Data(contentsOf: URL(filePath: source.string))
            let header = try PackageComparison.verified(source).header
            let copy = scratch.appending("package.rpm")
            var random = SplitMix(seed: 7)
            let covered = Self.endOfSignatureHeader(original)
            for _ in 0..<400 {
                var bytes = original
                // The first 96 bytes are the lead, which nothing reads any more.
                let offset = 96 + Int(random.next() % UInt64(bytes.count - 96))
                bytes[offset] ^= UInt8(1 << (random.next() % 8))
                try bytes.write(to: URL(filePath: copy.string))
                do {
                    let verified = try PackageFile(copy).verified(by: Keyring(), policy: .optional)
                    // The signature header has reserved space that nothing covers.
                    #expect(offset < covered, "byte \(offset) of \(package) made no difference")
                    #expect(verified.header == header)
                    try verified.forEachEntry { _, content in try content.forEachChunk { _ in } }
                } catch is PackageFileError {
                    continue
                }
            }
        }
    }

    /// Where the digests' own header ends: a lead, a count of entries, a size of data, both, and padding to eight bytes.
    private static func endOfSignatureHeader(_ bytes: Data) -> Int {
        func number(_ offset: Int) -> Int {
            bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        return 96 + 16 + (number(104) * 16 + number(108) + 7) / 8 * 8
    }

    /// Past verification, when only the reader itself can notice.
    @Test func noFlippedByteHarmsThePayloadsReader() async throws {
        try await withScratch { scratch in
            let source = Samples.data("rpm-samples/hlinktest-1.0-1.noarch.rpm")
            let original = try Data(contentsOf: URL(filePath: source.string))
            let good = try PackageComparison.verified(source)
            let copy = scratch.appending("package.rpm")
            var random = SplitMix(seed: 11)
            for round in 0..<300 {
                var bytes = original
                if round.isMultiple(of: 3) {
                    bytes = bytes.prefix(bytes.count - Int(random.next() % 400))
                } else {
                    bytes[bytes.count - 1 - Int(random.next() % 400)] ^= UInt8(
                        1 << (random.next() % 8)
                    )
                }
                try bytes.write(to: URL(filePath: copy.string))
                let descriptor = try Descriptor(reading: copy)
                let package = VerifiedPackage(
                    path: copy,
                    signature: .unsigned,
                    header: good.header,
                    status: try FileStatus(of: descriptor.raw)
                )
                do {
                    try package.forEachEntry { _, content in try content.forEachChunk { _ in } }
                } catch is PackageFileError {
                    continue
                }
            }
        }
    }

    @Test func noDamagedMetadataHarmsTheParser() async throws {
        let packed = Samples.data(
            "centos-stream-9-baseos/repodata/130494033cb9bffa40828ebc814d016920d9ce5d60041467af283ffcf38adef0-primary.xml.gz"
        )
        let original = try Data(contentsOf: URL(filePath: packed.string))
        var random = SplitMix(seed: 13)
        for round in 0..<12 {
            var bytes = original
            if round.isMultiple(of: 2) {
                bytes = bytes.prefix(Int(random.next() % UInt64(bytes.count)))
            } else {
                bytes[Int(random.next() % UInt64(bytes.count))] ^= 0x10
            }
            let damaged = Array(bytes)
            try await withScratch { scratch in
                try TinyRepository.write(damaged, as: "primary.xml.gz", in: scratch)
                let fetch = FolderFetch(["r": scratch])
                do {
                    _ = try await PackageIndex.load(
                        repositories: [RepositorySource(id: "r")],
                        base: nil,
                        architecture: .x86_64,
                        cache: nil,
                        fetch: fetch.fetch
                    )
                    Issue.record("round \(round): damaged metadata was loaded")
                } catch let error as RepositoryError {
                    guard case .malformed = error else {
                        Issue.record("\(error)")
                        return
                    }
                }
            }
        }
    }
}

/// Random numbers that are the same in each run (SplitMix64).
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
