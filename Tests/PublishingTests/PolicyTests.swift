import Files
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

/// What may follow what, and what stays.
struct PolicyTests {
    private static func image(
        _ version: String,
        _ package: String,
        name: String = "htop",
        release: String = "43"
    ) throws -> PublishedImage {
        var image = PublishedImage(
            name: try #require(ExtensionName(name)),
            summary: "",
            version: try #require(ImageVersion(version)),
            release: try #require(ReleaseLabel(release)),
            architecture: .x86_64,
            size: 1,
            checksum: Checksum(prefix: Array(version.utf8)),
            extensionRelease: ExtensionRelease(parsing: "ID=fedora\n"),
            units: [],
            packages: []
        )
        let version = try #require(EVR(package))
        image.packageVersion = version
        return image
    }

    /// An image and its package's version, after `3.4-1` of `3.4-1`.
    static let followers:
        [(version: String, package: String, release: String, rule: VersionRule?)] = [
            ("3.5-1", "3.5-1", "43", nil), ("3.10-1", "3.10-1", "43", nil),
            ("3.4-1.1", "3.4-1", "43", nil), ("3.3-1", "3.3-1", "43", .version),
            ("3.4-0.9", "3.4-0.9", "43", .version), ("3.04-1", "3.4-1", "43", .version),
            ("3.5-1", "3.3-1", "43", .package), ("3.3-1", "3.3-1", "44", nil),
            ("3.5-1", "3.4~rc1-1", "43", .package),
        ]

    @Test(arguments: followers)
    func follows(_ version: String, package: String, release: String, rule: VersionRule?) throws {
        let old = try Self.image("3.4-1", "3.4-1")
        let new = try Self.image(version, package, release: release)
        guard let rule else {
            try NameOrder.check(new, against: [old])
            return
        }
        let error = #expect(throws: PublishError.self) { try NameOrder.check(new, against: [old]) }
        guard case .notNewer(new.path, old.path, rule) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.hint?.contains("revision:") == true)
    }

    @Test
    func keepsTheNewest() throws {
        var images = try ["1-1", "2-1", "10-1", "9-1"].map { try Self.image($0, $0) }
        images.append(try Self.image("1-1", "1-1", release: "44"))
        images.append(try Self.image("1-1", "1-1", name: "jq"))
        func released(_ count: Int) throws -> Set<String> {
            try Retention(count: count).released(images)
        }
        #expect(try released(4) == [])
        #expect(
            try released(2) == ["htop/htop-1-1-43-x86-64.raw", "htop/htop-2-1-43-x86-64.raw"]
        )
        images[2].withdrawn = Withdrawal(reason: "", date: 0)
        #expect(try released(2) == ["htop/htop-1-1-43-x86-64.raw"])
        #expect(throws: PublishError.self) { try Retention(count: 0) }
    }

    @Test
    func filesOfReleasedImagesStayForAWhile() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            func publish(_ now: Int64) async throws -> PublishReport {
                var options = PublishOptions(keys: PublishTests.keys, now: now)
                options.retention = try Retention(count: 1)
                return try await Publisher(options: options, progress: nil)
                    .publish(
                        now == PublishTests.now ? images : nil,
                        to: FolderDestination(repository)
                    )
            }
            for version in ["3.4.1-1", "3.5.0-1"] {
                try SampleImage(version: version).write(to: images)
            }
            #expect(
                try await publish(PublishTests.now).images == ["htop/htop-3.5.0-1-12-x86-64.raw"]
            )
            let folder = try Folder(repository.appending("htop"))
            #expect(try folder.entry("htop-3.4.1-1-12-x86-64.raw") != nil)
            let soon = try await publish(PublishTests.now + 13 * PublishTests.day)
            #expect(soon.collected == [])
            let later = try await publish(PublishTests.now + 15 * PublishTests.day)
            #expect(later.collected == ["htop/htop-3.4.1-1-12-x86-64.raw"])
            #expect(try folder.entry("htop-3.4.1-1-12-x86-64.raw") == nil)
            #expect(try folder.entry("htop-3.4.1-1-12-x86-64.json") == nil)
        }
    }
}
