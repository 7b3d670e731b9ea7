import Files
import Glibc
import Model
import SystemPackage
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// A publication that stopped after any of its writes: what is there is the old repository or the new one, and the next run completes it.
struct InterruptionTests {
    /// The files in the order in which they are written.
    private static let order = [
        "htop/htop-3.5.0-1-12-x86-64.json", "htop/htop-3.5.0-1-12-x86-64.raw", "htop/SHA256SUMS",
        "SHA256SUMS", "htop.transfer", "htop.conf", "metadata/index.json",
    ]

    @Test(arguments: 0...order.count)
    func heals(_ count: Int) async throws {
        try await withTemporaryFolder { path in
            let old = path.appending("old")
            let new = path.appending("new")
            let images = path.appending("images")
            try SampleImage().write(to: images)
            _ = try PublishTests.publish(images, to: old)
            try await Command.run("cp", "-a", old.string, new.string).check()
            try SampleImage(version: "3.5.0-1").write(to: images)
            _ = try PublishTests.publish(images, to: new)
            // The state after so many writes, with a temporary file of the next one.
            for name in Self.order.prefix(count) {
                try await Command.run(
                    "cp",
                    "-a",
                    new.appending(name).string,
                    old.appending(name).string
                ).check()
            }
            try Folder(old.appending("htop")).write([1], to: ".#veneer-stopped")
            let seen = try PublishTests.index(old)
            #expect(seen.version == (count == Self.order.count ? 2 : 1))
            for image in seen.images {
                #expect(access(old.appending(image.path).string, R_OK) == 0)
            }
            _ = try PublishTests.publish(images, to: old)
            #expect(try await PublishTests.files(old) == PublishTests.files(new))
        }
    }

    /// The images were moved out of the folder that was built into, and nothing lists them yet.
    @Test
    func findsImagesThatNothingLists() async throws {
        try await withTemporaryFolder { path in
            try SampleImage().write(to: path.appending("htop"))
            let report = try PublishTests.publish(path, to: path)
            #expect(report.added == ["htop/htop-3.4.1-1-12-x86-64.raw"])
        }
    }
}
