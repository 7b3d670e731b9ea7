import Files
import Glibc
import Model
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

struct PublishTests {
    static let now: Int64 = 1_800_000_000
    static let day: Int64 = 86_400
    static let keys = SampleKeys.make(now: now)

    static func publish(
        _ images: FilePath?,
        to repository: FilePath,
        keys: RepositoryKeys = keys,
        title: String? = nil,
        url: String? = "https://example.org/x/",
        withdrawals: [String: String] = [:],
        now: Int64 = now
    ) async throws -> PublishReport {
        var options = PublishOptions(keys: keys, title: title, url: url, now: now)
        options.withdrawals = withdrawals
        return try await Publisher(options: options, progress: nil)
            .publish(images, to: FolderDestination(repository))
    }

    /// Every file below a folder with its content.
    static func files(_ folder: FilePath) async throws -> String {
        let command = "cd '\(folder)' && find . -type f | LC_ALL=C sort | xargs -r sha256sum"
        return try await Command.run("sh", "-e", "-c", command).check()
    }

    /// What the metadata says.
    static func state(_ repository: FilePath) async throws -> PublishedState {
        try await StateReader(
            destination: FolderDestination(repository),
            roots: keys.roots.map(\.document)
        ).read()
    }

    @Test(.enabled(if: Command.exists("sha256sum"), "sha256sum is not installed"))
    func publishes() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            try SampleImage(name: "jq", version: "1.8-1", units: []).write(to: images)
            let report = try await Self.publish(images, to: repository)
            #expect(
                report.added == ["htop/htop-3.4.1-1-12-x86-64.raw", "jq/jq-1.8-1-12-x86-64.raw"]
            )
            #expect(report.version == 1)
            let names = try await Command.run(
                "find",
                repository.string,
                "-type",
                "f",
                "-printf",
                "%P\n"
            )
            .check().split(separator: "\n").map(String.init).sorted()
            #expect(
                names == [
                    "SHA256SUMS", "htop.conf", "htop.transfer", "htop/SHA256SUMS",
                    "htop/htop-3.4.1-1-12-x86-64.json", "htop/htop-3.4.1-1-12-x86-64.raw",
                    "jq.conf", "jq.transfer", "jq/SHA256SUMS", "jq/jq-1.8-1-12-x86-64.json",
                    "jq/jq-1.8-1-12-x86-64.raw", "metadata/1.extension-htop.json",
                    "metadata/1.extension-jq.json", "metadata/1.root.json",
                    "metadata/1.snapshot.json", "metadata/1.targets.json",
                    "metadata/timestamp.json",
                ] + names.filter { $0.hasPrefix("search/") }
            )
            #expect(names.count { $0.hasPrefix("search/") } == 1)
            for name in [".", "htop", "jq"] {
                let check =
                    "cd '\(repository)/\(name)' && sha256sum --strict --ignore-missing -c SHA256SUMS"
                try await Command.run("sh", "-e", "-c", check).check()
            }
            let state = try await Self.state(repository)
            #expect(state.timestamp?.document.expires == Self.now + 7 * Self.day)
            #expect(state.images.images.first?.units == ["htop.service"])
            #expect(state.images.images.first?.extensionRelease.versionID == "12")
        }
    }

    @Test
    func publishesTwiceTheSame() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            let again = try await Self.publish(images, to: repository, now: Self.now + Self.day)
            #expect(again.added.isEmpty && !again.isRenewed)
            #expect(try await Self.files(repository) == files)
            // Half of its life later the timestamp is signed anew, without any image at hand.
            let later = try await Self.publish(nil, to: repository, now: Self.now + 4 * Self.day)
            #expect(later.added.isEmpty && later.isRenewed && later.version == 2)
            #expect(later.expires == Self.now + 11 * Self.day)
            let changed = try await Self.state(repository)
            #expect(changed.snapshot?.document.version == 1)
            _ = try await Self.publish(nil, to: repository, now: Self.now + 8 * Self.day)
            #expect(try await Self.state(repository).snapshot?.document.version == 2)
            #expect(try await Self.state(repository).targets?.document.version == 1)
        }
    }

    @Test
    func adds() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository, title: "Tools")
            let next = path.appending("next")
            try SampleImage(version: "3.5.0-1").write(to: next)
            let report = try await Self.publish(next, to: repository)
            #expect(report.version == 2 && report.images.count == 2 && report.title == "Tools")
            let sums = try Folder(repository.appending("htop")).read("SHA256SUMS", limit: 1 << 20)
            #expect(String(decoding: sums, as: UTF8.self).split(separator: "\n").count == 3)
        }
    }

    @Test
    func neverChangesPublishedBytes() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            try SampleImage(content: "another").write(to: images)
            let error = await #expect(throws: PublishError.self) {
                try await Self.publish(images, to: repository)
            }
            guard case .otherBytes("htop/htop-3.4.1-1-12-x86-64.raw") = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(error?.hint?.contains("revision:") == true)
            #expect(try await Self.files(repository) == files)
        }
    }

    @Test
    func needsTheSameKeys() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            let error = await #expect(throws: PublishError.self) {
                try await Self.publish(images, to: repository, keys: SampleKeys.make(now: Self.now))
            }
            #expect(error?.kind == .verification)
            #expect(try await Self.files(repository) == files)
        }
    }

    @Test
    func refusesWhatHasNothing() async throws {
        try await withTemporaryFolder { path in
            let repository = path.appending("repository")
            await #expect(throws: PublishError.self) {
                try await Self.publish(path, to: repository)
            }
            #expect(access(repository.string, F_OK) != 0)
            await #expect(throws: FileError.self) {
                try await Self.publish(path.appending("nowhere"), to: repository)
            }
        }
    }

    @Test(arguments: ["ftp://example.org", "example.org", "https://exa mple.org", "https://x/%20"])
    func refusesURLs(_ url: String) async throws {
        try await withTemporaryFolder { path in
            try SampleImage().write(to: path)
            let repository = path.appending("repository")
            await #expect(throws: PublishError.self) {
                try await Self.publish(path, to: repository, url: url)
            }
            #expect(try Folder(path).entries().count == 2)
        }
    }

    @Test
    func waitsForNobody() async throws {
        try await withTemporaryFolder { path in
            try SampleImage().write(to: path)
            let repository = path.appending("repository")
            let other = try Folder.making(repository)
            #expect(try other.tryLock())
            let error = await #expect(throws: PublishError.self) {
                try await Self.publish(path, to: repository)
            }
            guard case .busy = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test
    func missesAFileThatIsGone() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            let folder = try Folder(repository.appending("htop"))
            #expect(try folder.remove("htop-3.4.1-1-12-x86-64.raw"))
            let empty = path.appending("empty")
            _ = try Folder.making(empty)
            await #expect(throws: PublishError.self) {
                try await Self.publish(empty, to: repository)
            }
            // Publishing it again from where it was built puts it back.
            _ = try await Self.publish(images, to: repository)
            #expect(try await Self.files(repository) == files)
        }
    }

    @Test
    func withdrawsImages() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository)
            let image = "htop/htop-3.4.1-1-12-x86-64.raw"
            await #expect(throws: PublishError.self) {
                try await Self.publish(nil, to: repository, withdrawals: ["htop/x.raw": "no"])
            }
            let report = try await Self.publish(
                nil,
                to: repository,
                withdrawals: [image: "it loses data"],
                now: Self.now + 1
            )
            #expect(report.isRenewed && report.images == [image])
            let state = try await Self.state(repository)
            #expect(state.images[image]?.withdrawn?.reason == "it loses data")
            let sums = try Folder(repository.appending("htop")).read("SHA256SUMS", limit: 1 << 20)
            #expect(String(decoding: sums, as: UTF8.self).contains(" *BEST-BEFORE-"))
            #expect(sums.count { $0 == UInt8(ascii: "\n") } == 1)
            let files = try await Self.files(repository)
            _ = try await Self.publish(images, to: repository, now: Self.now + 2)
            #expect(try await Self.files(repository) == files)
        }
    }

    /// A publication that was killed before the timestamp leaves files that the next one must not take for its own.
    @Test
    func stepsOverTakenVersions() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try await Self.publish(images, to: repository)
            let metadata = try Folder(repository.appending("metadata"))
            try metadata.write([1], to: "2.snapshot.json")
            try SampleImage(version: "3.5.0-1").write(to: images)
            _ = try await Self.publish(images, to: repository)
            let state = try await Self.state(repository)
            #expect(state.snapshot?.document.version == 3)
            #expect(state.images.images.count == 2)
            #expect(try metadata.read("2.snapshot.json", limit: 9) == [1])
        }
    }
}
