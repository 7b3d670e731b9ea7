import Building
import EROFS
import Model
import SystemPackage
import TestSupport
import Testing

@Suite("Images that are merged together")
struct ConflictTests {
    private static func image(_ name: String, _ change: (inout GateImage) -> Void) -> GateImage {
        var image = GateImage()
        image.name = name
        change(&image)
        return image
    }

    private static func conflicts(_ images: [GateImage]) throws -> ([String], [Finding]) {
        try withReaders(images[...]) { readers in
            let conflicts = ImageConflicts(
                try zip(images, readers).map { image, reader in
                    try .init(listing: ImageListing(reading: reader), fileName: "\(image.name).raw")
                }
            )
            return (conflicts.order, try conflicts.findings())
        }
    }

    private static func withReaders<Result>(
        _ images: ArraySlice<GateImage>,
        _ readers: [Reader] = [],
        _ body: ([Reader]) throws -> Result
    ) throws -> Result {
        guard let image = images.first else { return try body(readers) }
        return try image.withReader { try withReaders(images.dropFirst(), readers + [$0], body) }
    }

    @Test("A later name wins, as systemd sorts names")
    func order() throws {
        let (order, found) = try Self.conflicts([
            Self.image("tool-10") { $0.file("/usr/bin/tool", "ten") },
            Self.image("tool-9") { $0.file("/usr/bin/tool", "nine") },
            Self.image("tool~1") { $0.file("/usr/bin/other", "one") },
        ])
        #expect(order == ["tool~1", "tool-9", "tool-10"])
        #expect(found.map(\.subject) == ["/usr/bin/tool"])
        #expect(found.map(\.level) == [.error])
        #expect(found.first?.message.contains("'tool-10' wins") == true)
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let level: Finding.Level?
        let first: @Sendable (inout GateImage) -> Void
        let second: @Sendable (inout GateImage) -> Void
    }

    static let pairs = [
        Pair(
            testDescription: "the same file",
            level: .note,
            first: { $0.file("/usr/share/a") },
            second: { $0.file("/usr/share/a") }
        ),
        Pair(
            testDescription: "as large a file",
            level: .error,
            first: { $0.file("/usr/share/a", "one") },
            second: { $0.file("/usr/share/a", "two") }
        ),
        Pair(
            testDescription: "the same file with another mode",
            level: .error,
            first: { $0.file("/usr/share/a") },
            second: { $0.file("/usr/share/a", mode: 0o755) }
        ),
        Pair(
            testDescription: "the same link",
            level: .note,
            first: { $0.link("/usr/share/a", "b") },
            second: { $0.link("/usr/share/a", "b") }
        ),
        Pair(
            testDescription: "another link",
            level: .error,
            first: { $0.link("/usr/share/a", "b") },
            second: { $0.link("/usr/share/a", "c") }
        ),
        Pair(
            testDescription: "a folder and a file",
            level: .error,
            first: { $0.folder("/usr/share/a") },
            second: { $0.file("/usr/share/a") }
        ),
        Pair(
            testDescription: "the same folder",
            level: nil,
            first: { $0.folder("/usr/share/a") },
            second: { $0.folder("/usr/share/a") }
        ),
        Pair(
            testDescription: "a folder with another mode",
            level: .warning,
            first: { $0.folder("/usr/share/a") },
            second: { $0.folder("/usr/share/a", mode: 0o700) }
        ),
    ]

    @Test("What two images have at one path is classified", arguments: pairs)
    func pair(_ pair: Pair) throws {
        let (_, found) = try Self.conflicts([
            Self.image("a", pair.first), Self.image("b", pair.second),
        ])
        #expect(found.map(\.level) == (pair.level.map { [$0] } ?? []), "\(found)")
    }

    @Test("Two images of one extension are an error")
    func sameName() throws {
        let (_, found) = try Self.conflicts([
            Self.image("a") { $0.file("/usr/bin/a") }, Self.image("a") { $0.file("/usr/bin/b") },
        ])
        #expect(found.contains { $0.subject == "a" && $0.level == .error })
    }
}
