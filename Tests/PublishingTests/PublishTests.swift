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
    static let key = SigningKey()
    static let now: Int64 = 1_800_000_000
    static let day: Int64 = 86_400

    static func publish(
        _ images: FilePath,
        to repository: FilePath,
        key: SigningKey = key,
        title: String? = nil,
        url: String? = "https://example.org/x/",
        now: Int64 = now
    ) throws -> PublishReport {
        try Publisher(
            images: images,
            repository: repository,
            options: .init(key: key, title: title, url: url, now: now),
            progress: nil
        ).publish()
    }

    /// Every file below a folder with its content.
    static func files(_ folder: FilePath) async throws -> String {
        let command = "cd '\(folder)' && find . -type f | LC_ALL=C sort | xargs -r sha256sum"
        return try await Command.run("sh", "-e", "-c", command).check()
    }

    static func index(_ repository: FilePath) throws -> RepositoryIndex {
        let bytes = try Folder(repository.appending("metadata")).read(
            "index.json",
            limit: 1 << 20
        )
        return try SignedIndex.read(bytes, key: key.publicKey)
    }

    @Test(.enabled(if: Command.exists("sha256sum"), "sha256sum is not installed"))
    func publishes() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            try SampleImage(name: "jq", version: "1.8-1", units: []).write(to: images)
            let report = try Self.publish(images, to: repository)
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
                    "jq/jq-1.8-1-12-x86-64.raw", "metadata/index.json",
                ]
            )
            for name in [".", "htop", "jq"] {
                let check = "cd '\(repository)/\(name)' && sha256sum --strict -c SHA256SUMS"
                try await Command.run("sh", "-e", "-c", check).check()
            }
            let index = try Self.index(repository)
            #expect(index.expires == Self.now + 30 * Self.day)
            #expect(index.images.first?.units == ["htop.service"])
            #expect(index.images.first?.extensionRelease.versionID == "12")
        }
    }

    @Test
    func publishesTwiceTheSame() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            let again = try Self.publish(images, to: repository, now: Self.now + Self.day)
            #expect(again.added.isEmpty && !again.isRenewed)
            #expect(try await Self.files(repository) == files)
            // Half of its life later it is signed anew, so that a weekly publication keeps it alive.
            let later = try Self.publish(images, to: repository, now: Self.now + 16 * Self.day)
            #expect(later.added.isEmpty && later.isRenewed && later.version == 2)
            #expect(later.expires == Self.now + 46 * Self.day)
        }
    }

    @Test
    func adds() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try Self.publish(images, to: repository, title: "Tools")
            let next = path.appending("next")
            try SampleImage(version: "3.5.0-1").write(to: next)
            let report = try Self.publish(next, to: repository)
            #expect(report.version == 2 && report.images.count == 2 && report.title == "Tools")
            let sums = try Folder(repository.appending("htop")).read("SHA256SUMS", limit: 1 << 20)
            #expect(String(decoding: sums, as: UTF8.self).split(separator: "\n").count == 2)
        }
    }

    @Test
    func turnsTheFolderOfImagesIntoARepository() async throws {
        try await withTemporaryFolder { path in
            try SampleImage().write(to: path)
            let report = try Self.publish(path, to: path)
            #expect(report.added == ["htop/htop-3.4.1-1-12-x86-64.raw"])
            let top = try Folder(path).entries().map(\.name)
            #expect(top == ["SHA256SUMS", "htop", "htop.conf", "htop.transfer", "metadata"])
            try SampleImage(version: "3.5.0-1").write(to: path)
            #expect(try Self.publish(path, to: path).images.count == 2)
            // Built once more, bit by bit the same: nothing is left lying about.
            try SampleImage().write(to: path)
            #expect(try Self.publish(path, to: path).added.isEmpty)
        }
    }

    @Test
    func neverChangesPublishedBytes() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            try SampleImage(content: "another").write(to: images)
            let error = #expect(throws: PublishError.self) {
                try Self.publish(images, to: repository)
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
    func needsTheSameKey() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            try SampleImage().write(to: images)
            _ = try Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            let error = #expect(throws: PublishError.self) {
                try Self.publish(images, to: repository, key: SigningKey())
            }
            #expect(error?.kind == .verification)
            #expect(try await Self.files(repository) == files)
        }
    }

    @Test
    func refusesWhatHasNothing() async throws {
        try await withTemporaryFolder { path in
            let repository = path.appending("repository")
            #expect(throws: PublishError.self) { try Self.publish(path, to: repository) }
            #expect(access(repository.string, F_OK) != 0)
            #expect(throws: FileError.self) {
                try Self.publish(path.appending("nowhere"), to: repository)
            }
        }
    }

    @Test(arguments: ["ftp://example.org", "example.org", "https://exa mple.org", "https://x/%20"])
    func refusesURLs(_ url: String) async throws {
        try await withTemporaryFolder { path in
            try SampleImage().write(to: path)
            #expect(throws: PublishError.self) { try Self.publish(path, to: path, url: url) }
            #expect(try Folder(path).entries().count == 2)
        }
    }

    @Test
    func waitsForNobody() async throws {
        try await withTemporaryFolder { path in
            try SampleImage().write(to: path)
            let other = try Folder(path)
            #expect(try other.tryLock())
            let error = #expect(throws: PublishError.self) { try Self.publish(path, to: path) }
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
            _ = try Self.publish(images, to: repository)
            let files = try await Self.files(repository)
            let folder = try Folder(repository.appending("htop"))
            #expect(try folder.remove("htop-3.4.1-1-12-x86-64.raw"))
            let empty = path.appending("empty")
            _ = try Folder.making(empty)
            #expect(throws: PublishError.self) { try Self.publish(empty, to: repository) }
            // Publishing it again from where it was built puts it back.
            _ = try Self.publish(images, to: repository)
            #expect(try await Self.files(repository) == files)
        }
    }
}
