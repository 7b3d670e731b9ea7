import ELF
import SystemPackage
import TestSupport
import Testing

@Suite("ELF, hostile files")
struct HostileELFTests {
    private static let library: FilePath? = [
        "/usr/lib/x86_64-linux-gnu/libz.so.1", "/usr/lib/aarch64-linux-gnu/libz.so.1",
        "/usr/lib64/libz.so.1",
    ].map { FilePath($0) }.first(where: isReadable)

    @Test(
        "What is no ELF file is none",
        arguments: [[], [0x7f], [0x7f, 0x45, 0x4c], Array("#!/bin/sh\n".utf8)] as [[UInt8]]
    )
    func other(_ bytes: [UInt8]) throws {
        #expect(try ELFFacts(reading: bytes) == nil)
    }

    @Test(
        "A library that is cut anywhere in its headers is refused or read",
        .timeLimit(.minutes(2))
    )
    func truncated() throws {
        let whole = try bytes(of: try #require(Self.library))
        let facts = try #require(try ELFFacts(reading: whole))
        var refused = 0
        for count in Array(4..<1024) + stride(from: 1024, to: whole.count, by: 61) {
            do {
                let read = try ELFFacts(reading: Array(whole[..<count]))
                // What it names is then before the cut.
                #expect(read == facts)
            } catch is ELFError {
                refused += 1
            }
        }
        #expect(refused > 1000)
    }

    @Test("Flipped bytes give an error or facts, never a crash", arguments: 0..<8)
    func flipped(seed: UInt64) throws {
        let whole = try bytes(of: try #require(Self.library))
        var random = Numbers(state: seed)
        var outcomes = (read: 0, refused: 0)
        for _ in 0..<400 {
            var bytes = whole
            // The headers, the dynamic section and the versions are where damage matters.
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let front = Bool.random(using: &random)
                let place = Int.random(in: 4..<(front ? 1024 : bytes.count), using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                _ = try ELFFacts(reading: bytes)
                outcomes.read += 1
            } catch is ELFError {
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > 0 && outcomes.refused > 0)
    }

    @Test("Every word of the dynamic section and the versions may be any number")
    func extremes() throws {
        let whole = try bytes(of: try #require(Self.library))
        let dynamic = try #require(Self.segment(2, in: whole))
        let extremes: [UInt64] = [0, 1, 0x7fff_ffff, 0xffff_ffff, .max, .max / 2 + 1]
        for place in stride(from: dynamic.lowerBound, to: dynamic.upperBound, by: 8) {
            for value in extremes {
                var bytes = whole
                for index in 0..<8 {
                    bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
                }
                do { _ = try ELFFacts(reading: bytes) } catch is ELFError {}
            }
        }
    }

    @Test("A list of versions that goes in circles ends")
    func circle() throws {
        var whole = try bytes(of: try #require(Self.library))
        let dynamic = try #require(Self.segment(2, in: whole))
        let needs = try #require(Self.value(0x6fff_fffe, dynamic, in: whole))
        let count = try #require(Self.place(0x6fff_ffff, dynamic, in: whole))
        // 2^32 of them, each 65535 names long, where each is the first: vn_cnt, vn_next.
        for index in 0..<4 { whole[count + 8 + index] = 0xff }
        whole[needs + 2] = 0xff
        whole[needs + 3] = 0xff
        for index in 0..<4 { whole[needs + 12 + index] = 0 }
        #expect(throws: ELFError.self) { try ELFFacts(reading: whole) }
    }

    @Test("Of a file that claims gigabytes, only headers are read")
    func sparse() throws {
        let whole = try bytes(of: try #require(Self.library))
        var asked = 0
        let facts = try ELFFacts(size: 3 << 30) { offset, count in
            asked += count
            return (0..<count).map { index in
                let place = Int(offset) + index
                return place < whole.count ? whole[place] : 0
            }
        }
        #expect(try facts == ELFFacts(reading: whole))
        #expect(asked < 1 << 20)
        #expect(throws: ELFError.self) {
            try ELFFacts(size: 1 << 60) { Array(whole[Int($0)..<(Int($0) + $1)]) }
        }
    }

    @Test("What reading throws comes through")
    func reading() throws {
        struct Broken: Error {}
        #expect(throws: Broken.self) { try ELFFacts(size: 100) { _, _ in throw Broken() } }
    }

    /// The bytes of the first segment of a type in a 64-bit file.
    private static func segment(_ type: UInt64, in bytes: [UInt8]) -> Range<Int>? {
        let table = Int(number(bytes, 32, 8))
        for index in 0..<Int(number(bytes, 56, 2))
        where number(bytes, table + 56 * index, 4) == type {
            let start = Int(number(bytes, table + 56 * index + 8, 8))
            return start..<(start + Int(number(bytes, table + 56 * index + 32, 8)))
        }
        return nil
    }

    /// Where in the dynamic section a tag is.
    private static func place(_ tag: UInt64, _ dynamic: Range<Int>, in bytes: [UInt8]) -> Int? {
        stride(from: dynamic.lowerBound, to: dynamic.upperBound, by: 16)
            .first { number(bytes, $0, 8) == tag }
    }

    /// The value of a tag; addresses of read-only parts are offsets.
    private static func value(_ tag: UInt64, _ dynamic: Range<Int>, in bytes: [UInt8]) -> Int? {
        place(tag, dynamic, in: bytes).map { Int(number(bytes, $0 + 8, 8)) }
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt64 {
        bytes[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
