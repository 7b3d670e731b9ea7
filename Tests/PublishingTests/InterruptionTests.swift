import Files
import Glibc
import Model
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// A publication that stopped after any of its writes: what is there is the old repository or the new one, and the next run completes it.
struct InterruptionTests {
    @Test(arguments: 0...14)
    func heals(_ count: Int) async throws {
        try await withTemporaryFolder { path in
            let old = path.appending("old")
            let new = path.appending("new")
            let images = path.appending("images")
            try SampleImage().write(to: images)
            _ = try await PublishTests.publish(images, to: old)
            try await Command.run("cp", "-a", old.string, new.string).check()
            try SampleImage(version: "3.5.0-1").write(to: images)
            let isWhole = try await publish(images, to: old, stoppingAfter: count)
            try Folder(old.appending("htop")).write([1], to: ".#veneer-stopped")
            let seen = try await PublishTests.state(old)
            #expect(seen.timestamp?.document.version == (isWhole ? 2 : 1))
            for image in seen.images.images {
                #expect(access(old.appending(image.path).string, R_OK) == 0)
            }
            _ = try await publisher.publish(images, to: FolderDestination(old))
            _ = try await publisher.publish(images, to: FolderDestination(new))
            #expect(try await PublishTests.files(old) == PublishTests.files(new))
        }
    }

    /// Gives whether nothing was stopped; the repository is free again then.
    private func publish(
        _ images: FilePath,
        to repository: FilePath,
        stoppingAfter count: Int
    ) async throws -> Bool {
        let destination = StoppingDestination(FolderDestination(repository), after: count)
        do {
            _ = try await publisher.publish(images, to: destination)
            return true
        } catch is StoppingDestination.Stopped {
            return false
        }
    }

    private var publisher: Publisher {
        Publisher(
            options: PublishOptions(
                keys: PublishTests.keys,
                url: "https://example.org/x/",
                now: PublishTests.now
            ),
            progress: nil
        )
    }
}
