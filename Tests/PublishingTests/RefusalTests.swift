import Files
import Model
import SystemPackage
import Testing
import TestSupport
import Transfer

@testable import Publishing

/// An image that is not as it should be, and why it is refused.
struct BadImage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var refusal: ImageRefusal
    /// Writes the image into a folder.
    var write: @Sendable (FilePath) throws -> Void

    init(
        _ name: String,
        _ refusal: ImageRefusal,
        _ write: @escaping @Sendable (FilePath) throws -> Void
    ) {
        testDescription = name
        self.refusal = refusal
        self.write = write
    }

    init(_ name: String, _ refusal: ImageRefusal, _ image: SampleImage) {
        self.init(name, refusal) { try image.write(to: $0) }
    }

    private static func change(
        _ change: @escaping @Sendable (inout [UInt8]) -> Void,
        honest: Bool
    ) -> @Sendable (FilePath) throws -> Void {
        { path in
            let sample = SampleImage()
            var bytes = try sample.image()
            let folder = try Folder.making(path)
            let before = try sample.provenance(of: bytes)
            change(&bytes)
            try folder.write(bytes, to: "\(sample.stem).raw")
            try folder.write(
                honest ? try sample.provenance(of: bytes) : before,
                to: "\(sample.stem).json"
            )
        }
    }

    static let all = [
        BadImage("no release file", .noReleaseFile, SampleImage(releaseNames: [])),
        BadImage(
            "two release files",
            .severalReleaseFiles(["htop", "other"]),
            SampleImage(releaseNames: ["htop", "other"])
        ),
        BadImage(
            "release file of another name",
            .otherReleaseFile("other"),
            SampleImage(releaseNames: ["other"])
        ),
        BadImage("empty release file", .emptyReleaseFile, SampleImage(releaseFile: "# nothing\n")),
        BadImage("os-release", .osRelease, SampleImage(hasOSRelease: true)),
        BadImage(
            "another release",
            .otherRelease("13", label: .init(known: "12")),
            SampleImage(releaseFile: "ID=debian\nVERSION_ID=13\n")
        ),
        BadImage(
            "another architecture",
            .otherArchitecture("arm64"),
            SampleImage(releaseFile: "ID=debian\nVERSION_ID=12\nARCHITECTURE=arm64\n")
        ),
        BadImage(
            "changed after the build",
            .otherChecksum,
            change({ $0[$0.count - 1] ^= 1 }, honest: false)
        ),
        BadImage(
            "cut short",
            .otherChecksum,
            change({ $0.removeLast(100) }, honest: false)
        ),
        BadImage(
            "built cut short",
            .notEROFS("the image ends before the 12288 bytes at offset 0"),
            change({ $0.removeLast(100) }, honest: true)
        ),
        BadImage(
            "not an image",
            .notEROFS("the file is not an EROFS image"),
            change({ $0 = Array("this is no image".utf8) }, honest: true)
        ),
        BadImage("no provenance", .noProvenance) { path in
            try SampleImage().write(to: path)
            _ = try Folder(path).remove("\(SampleImage().stem).json")
        },
        BadImage(
            "provenance of another image",
            .otherName(expected: "htop-9-12-x86-64.raw")
        ) { path in
            try SampleImage().write(to: path)
            let other = SampleImage(version: "9")
            try Folder(path).write(
                try other.provenance(of: try other.image()),
                to: "\(SampleImage().stem).json"
            )
        },
        BadImage(
            "provenance of another format",
            .badProvenance("it has format 2, this program reads 1")
        ) { path in
            try SampleImage().write(to: path)
            try Folder(path).write(
                Array(#"{"format":2}"#.utf8),
                to: "\(SampleImage().stem).json"
            )
        },
        BadImage("units that the provenance does not know", .otherUnits) { path in
            let folder = try Folder.making(path)
            let bytes = try SampleImage().image()
            try folder.write(bytes, to: "\(SampleImage().stem).raw")
            try folder.write(
                try SampleImage(units: []).provenance(of: bytes),
                to: "\(SampleImage().stem).json"
            )
        },
    ]
}

extension ReleaseLabel {
    /// A label that a test is sure of.
    fileprivate init(known text: String) {
        self = ReleaseLabel(text) ?? .rolling
    }
}

struct RefusalTests {
    /// A good image beside a bad one is not published either: nothing changes.
    @Test(arguments: BadImage.all)
    func refuses(_ image: BadImage) async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage(name: "good").write(to: images)
            _ = try await PublishTests.publish(images, to: repository)
            let files = try await PublishTests.files(repository)
            try SampleImage(name: "better").write(to: images)
            try image.write(images)
            let error = await #expect(throws: PublishError.self) {
                try await PublishTests.publish(images, to: repository)
            }
            guard case .refused(let name, let refusal) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(refusal == image.refusal)
            #expect(name == images.appending("\(SampleImage().stem).raw").string)
            #expect(error?.kind == .verification)
            #expect(try await PublishTests.files(repository) == files)
        }
    }
}
