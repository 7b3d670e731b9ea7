import Building
import EROFS
import Glibc
import Model
import SystemPackage
import TestSupport
import Testing

@Suite("The gate, with hostile images")
struct HostileImageTests {
    /// The bytes of an image.
    private static func bytes(_ image: GateImage) throws -> [UInt8] {
        try withFile { file in
            try image.write(to: file)
            var bytes = [UInt8](repeating: 0, count: Int(try file.seek(offset: 0, from: .end)))
            let count = try bytes.withUnsafeMutableBytes {
                try file.read(fromAbsoluteOffset: 0, into: $0)
            }
            return Array(bytes[..<count])
        }
    }

    private static func withFile<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result
    {
        let path = "/var/tmp/veneer-hostile-\(UInt64.random(in: 0...UInt64.max))"
        let file = try FileDescriptor.open(
            FilePath(path),
            .readWrite,
            options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite
        )
        unlink(path)
        return try file.closeAfter { try body(file) }
    }

    /// Runs the gate; gives whether the image could be read at all.
    private static func run(_ bytes: [UInt8]) throws -> Bool {
        try withFile { file in
            _ = try file.writeAll(bytes)
            do {
                _ = try Gate.run(
                    GateInput(
                        listing: ImageListing(reading: Reader(file: file)),
                        base: .sample,
                        expected: ExpectedImage(fileName: "sample.raw")
                    )
                )
                return true
            } catch is ReaderError {
                return false
            } catch is GateError {
                return false
            }
        }
    }

    @Test("An image that is cut anywhere is refused")
    func truncated() throws {
        let whole = try Self.bytes(.good)
        #expect(try Self.run(whole))
        for count in stride(from: 0, to: whole.count - 1, by: 397) {
            #expect(try !Self.run(Array(whole[..<count])), "\(count) of \(whole.count) bytes")
        }
    }

    @Test("Flipped bytes give an error or findings, never a crash", arguments: 0..<8)
    func flipped(seed: UInt64) throws {
        let whole = try Self.bytes(.good)
        var random = Numbers(state: seed)
        var outcomes = (read: 0, refused: 0)
        for _ in 0..<150 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 1152..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            if try Self.run(bytes) { outcomes.read += 1 } else { outcomes.refused += 1 }
        }
        #expect(outcomes.read > 0 && outcomes.refused > 0)
    }

    @Test("Folders that all have the same thousands of names are refused, before memory runs out")
    func endless() throws {
        var image = GateImage()
        for index in 0..<3000 {
            image.file("/usr/share/names/a-name-to-fill-blocks-\(index)", bytes: [])
        }
        for index in 0..<600 { image.folder("/usr/share/\(index)") }
        var bytes = try Self.bytes(image)
        let nodes: [Int] = try Self.withFile { file in
            _ = try file.writeAll(bytes)
            let reader = try Reader(file: file)
            let folders: [String] = ["names"] + (0..<600).map { "\($0)" }
            return try folders.map { folder -> Int in
                Int(try reader.lookup(ImagePath("/usr/share/\(folder)")).node)
            }
        }
        // All folders get the inode of the large one, but for the number that tells them apart.
        // Where they are follows from the block of the superblock (offset 40 in it).
        let area = Int(bytes[1064]) << 12 | Int(bytes[1065]) << 20
        let start = area + (nodes.first ?? 0) * 32
        var large = Array(bytes[start..<(start + 32)])
        #expect(large[0] & 1 == 0)
        // Only its whole blocks, which are not bound to the place of the inode: another layout, a smaller size.
        large[0] = 0
        large[8] = 0
        large[9] &= 0xf0
        for node in nodes.dropFirst() {
            let place = area + node * 32
            bytes.replaceSubrange(place..<(place + 32), with: large)
        }
        #expect(throws: GateError.self) {
            try Self.withFile { file in
                _ = try file.writeAll(bytes)
                _ = try ImageListing(reading: Reader(file: file))
            }
        }
    }

    @Test("Names in findings have no control characters")
    func escaped() throws {
        var image = GateImage.good
        image.file(named: Array("\u{1b}[2J\u{202e}evil".utf8))
        image.link("/usr/share/bad", "\u{7}/nowhere")
        let found = try image.findings()
        #expect(found.count { $0.level == .error } == 1)
        for finding in found {
            for text in [finding.subject, finding.message, finding.hint ?? ""] {
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
            }
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
