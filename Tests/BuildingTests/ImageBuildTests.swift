import Model
import Building
import EROFS
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Images out of packages",
    .enabled(if: FixtureFolder.path != nil, "the fixtures are not made (make fixtures)")
)
struct ImageBuildTests {
    @Test(
        "The kernel shows every file as the packages have it",
        .enabled(if: FixtureFolder.isRoot, "mounting needs root")
    )
    func everyFile() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build(
                "everything",
                """
                packages: [veneer-hello, htop, jq, tree, iputils-ping, mtr-tiny, perl-base, procps]
                start: [veneer-hello.service]
                """
            )
            let mounted = try await Mounted.reading(
                FilePath(report.path),
                at: folder.appending("mnt")
            )
            var seen = Set(mounted.files.keys)
            for package in report.packages {
                for file in try await files(of: package) where !file.isGhost {
                    guard let place = file.place else { continue }
                    try compare(file, at: place, with: mounted)
                    seen.remove(place)
                }
            }
            // What is left is what the build itself adds, and folders that no package owns.
            let added = seen.filter { mounted.digests[$0] != nil }
            #expect(
                added == [
                    "/usr/lib/extension-release.d/extension-release.everything",
                    "/usr/lib/systemd/system/multi-user.target.d/10-everything.conf",
                    "/usr/lib/systemd/system/multi-user.target.d/10-everything-setup.conf",
                    "/usr/lib/systemd/system/veneer-everything-setup.service",
                    "/usr/lib/systemd/system/veneer-hello.service.d/10-everything-setup.conf",
                    "/usr/lib/tmpfiles.d/veneer-everything.conf",
                ]
            )
            #expect(seen.allSatisfy { mounted.targets[$0] == nil })
        }
    }

    private func files(of package: String) async throws -> [PackagedFile] {
        let repository = try FixtureFolder.appending("repo")
        let names = try FileManager.default.contentsOfDirectory(atPath: repository.string)
        for name in names where name.hasSuffix(".rpm") {
            let path = repository.appending(name)
            let nevra = try await Command.run(
                "rpm",
                "-qp",
                "--nosignature",
                "--qf",
                "%{NEVRA}",
                path.string
            ).check()
            if nevra == package { return try await PackagedFile.reading(path) }
        }
        Issue.record("no package file of '\(package)'")
        return []
    }

    private func compare(
        _ file: PackagedFile,
        at place: String,
        with mounted: Mounted
    ) throws {
        let found = try #require(mounted.files[place], "\(place) is missing")
        // A group that the base lacks is root, without the set-group-ID bit.
        #expect(found.mode == file.mode, "\(place): mode")
        #expect(found.owner == 0, "\(place): owner \(file.owner)")
        if file.group == "root" { #expect(found.group == 0, "\(place): group") }
        switch file.mode & 0o170000 {
        case 0o100000:
            #expect(mounted.digests[place] == file.digest, "\(place): content")
            #expect(found.size == file.size, "\(place): size")
            #expect(found.modified == file.modified, "\(place): time")
        case 0o120000:
            #expect(mounted.targets[place] == file.target, "\(place): target")
        default: break
        }
        // rpm says `cap=ep` where getcap says the same.
        #expect(mounted.capabilities[place] ?? "" == file.capabilities, "\(place): capabilities")
    }

    @Test(
        "Names of one file stay one file",
        .enabled(if: FixtureFolder.isRoot, "mounting needs root")
    )
    func hardLinks() async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build(
                "hello",
                "packages: [veneer-hello]"
            )
            let mounted = try await Mounted.reading(
                FilePath(report.path),
                at: folder.appending("mnt")
            )
            let names = [
                "/usr/bin/veneer-hello", "/usr/bin/veneer-hi",
                "/usr/share/veneer-hello/veneer-hello.bin",
            ]
            let inodes = Set(names.compactMap { mounted.files[$0]?.inode })
            #expect(inodes.count == 1)
            #expect(mounted.files[names[0]]?.links == 3)
        }
    }

    @Test(
        "The same bytes twice, with any number of threads, from any folder",
        arguments: [1, 2, 5]
    )
    func sameBytes(_ threads: Int) async throws {
        try await withTemporaryFolder { folder in
            let lines = "packages: [htop, jq]"
            let catalogue = DemoCatalogue(folder: folder)
            let first = try await catalogue.build("tools", lines)
            let again = try await catalogue.build(
                "tools",
                lines,
                threads: threads,
                output: folder.appending("deep/er/out")
            )
            #expect(first.checksum == again.checksum)
            #expect(first.path != again.path)
            try await Command.run("cmp", first.path, again.path).check()
            try await Command.run(
                "cmp",
                first.path.dropLast(3) + "json",
                again.path.dropLast(3) + "json"
            ).check()
        }
    }

    @Test("Where nothing else is named, packages come from the base's own repositories")
    func ownRepositories() async throws {
        try await withTemporaryFolder { folder in
            let base = folder.appending("base")
            let fixtures = try FixtureFolder.appending("")
            try await Command.run("cp", "-a", "\(fixtures)/base", base.string).check()
            try DemoCatalogue.write(
                """
                [own]
                name=Own for $releasever on $basearch
                baseurl=file://\(fixtures)/repo
                gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-fixtures
                [off]
                enabled=0
                metalink=https://mirrors.example.org/$releasever
                """,
                to: base.appending("etc/yum.repos.d/fixtures.repo")
            )
            let catalogue = DemoCatalogue(folder: folder, namesRepository: false)
            let report = try await catalogue.build("htop", "packages: [htop]", base: base)
            #expect(report.name.text == "htop")
            try DemoCatalogue.write(
                "[far]\n",
                to: base.appending("etc/yum.repos.d/fixtures.repo")
            )
            let error = await #expect(throws: RepositorySetupError.self) {
                try await catalogue.build("jq", "packages: [jq]", base: base)
            }
            #expect(error?.description.contains("'far'") == true)
        }
    }

    @Test(
        "fsck.erofs passes each compression",
        .enabled(if: Command.exists("fsck.erofs"), "erofs-utils is not installed"),
        arguments: [
            Compression.none, .lz4(clusterSize: 4096), .lz4(clusterSize: 65536),
            .lz4hc(level: 12, clusterSize: 65536), .lz4hc(level: 1, clusterSize: 1 << 20),
        ]
    )
    func fsck(_ compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let report = try await DemoCatalogue(folder: folder).build(
                "tools",
                "packages: [veneer-hello, perl-base]",
                compression: compression
            )
            // --extract without a folder decompresses every file.
            let result = try await Command.run("fsck.erofs", "--extract", report.path)
            #expect(result.status == 0, "\(result.errors)")
        }
    }
}
