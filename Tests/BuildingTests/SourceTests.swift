import Building
import Foundation
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Where contents come from, on a server",
    .enabled(if: FixtureFolder.path != nil, "the fixtures are not made (make fixtures)")
)
struct SourceTests {
    /// A folder that is served, with the fixtures' repository in `repo/`.
    private struct Site: Sendable {
        let folder: FilePath
        let url: String

        func write(_ text: String, _ path: String) async throws {
            try await Command.run(
                "sh",
                ["-c", "mkdir -p \"$(dirname \"$1\")\" && cat >\"$1\"", "sh", "\(folder)/\(path)"],
                input: text
            ).check()
        }

        func run(_ script: String) async throws {
            try await Command.run("sh", "-ec", "cd \"$1\"; \(script)", "sh", folder.string).check()
        }

        func hash(_ path: String) async throws -> String {
            String(try await Command.run("sha256sum", "\(folder)/\(path)").check().prefix(64))
        }
    }

    private static func withSite(
        _ body: @Sendable (Site, DemoCatalogue) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let served = folder.appending("served")
            let repository = try FixtureFolder.appending("repo")
            let script = """
                mkdir -p "$1"; cp -r "$2" "$1/repo"; cp "$3" "$1/key.asc"
                """
            let key = try FixtureFolder.appending("keys/fixtures.asc")
            try await Command.run(
                "sh",
                "-ec",
                script,
                "sh",
                served.string,
                repository.string,
                key.string
            ).check()
            try await withFileServer(served, scratch: folder) { url in
                let catalogue = DemoCatalogue(folder: folder, namesRepository: false)
                try await body(Site(folder: served, url: url), catalogue)
            }
        }
    }

    private static func metalink(hash: String, _ mirrors: [String]) -> String {
        let urls = mirrors.enumerated().map { number, mirror in
            "<url protocol=\"http\" preference=\"\(100 - number)\">\(mirror)/repodata/repomd.xml</url>"
        }
        return """
            <?xml version="1.0"?><metalink version="3.0"><files><file name="repomd.xml">
            <verification><hash type="sha256">\(hash)</hash></verification>
            <resources>\(urls.joined())</resources></file></files></metalink>
            """
    }

    @Test("A metalink: mirrors that fail are passed over, and another repomd.xml is refused")
    func metalink() async throws {
        try await Self.withSite { site, catalogue in
            try await site.run("cp -r repo stale; echo '<!-- old -->' >>stale/repodata/repomd.xml")
            let hash = try await site.hash("repo/repodata/repomd.xml")
            let mirrors = ["http://127.0.0.1:1/x", "\(site.url)/no", "\(site.url)/stale"]
            try await site.write(
                Self.metalink(hash: hash, mirrors + ["\(site.url)/repo"]),
                "metalink"
            )
            try await site.write(Self.metalink(hash: hash, mirrors), "bad-metalink")
            let recipe = { (document: String) in
                """
                packages: [htop]
                base-repositories: false
                repositories:
                  - id: mirrored
                    metalink: \(site.url)/\(document)?repo=f-$releasever&arch=$basearch
                    keys: [\(site.url)/key.asc]
                """
            }
            let report = try await catalogue.build("good", recipe("metalink"))
            #expect(report.packages.contains { $0.hasPrefix("htop-") })
            let error = await #expect(throws: (any Error).self) {
                try await catalogue.build("bad", recipe("bad-metalink"))
            }
            let lines = error.map { diagnosticLines(for: $0).joined(separator: "\n") } ?? ""
            #expect(lines.contains("than the metalink of 'mirrored' allows"), "\(lines)")
        }
    }

    @Test("A list of mirrors, a .repo file by URL, and a COPR project")
    func documents() async throws {
        try await Self.withSite { site, catalogue in
            try await site.write("# mirrors\nhttp://127.0.0.1:1/x\n\(site.url)/repo\n", "list")
            let file = """
                [site]
                name=Site
                baseurl=\(site.url)/no-$basearch \(site.url)/repo
                gpgcheck=0
                gpgkey=\(site.url)/key.asc
                [off]
                enabled=0
                baseurl=\(site.url)/nothing

                """
            try await site.write(file, "fedora12/site.repo")
            try await site.write(file, "coprs/me/tools/repo/fedora-12/index.html")
            let entries = [
                "{id: listed, mirror-list: '\(site.url)/list', keys: ['\(site.url)/key.asc']}",
                "{repo-file: '\(site.url)/fedora$releasever/site.repo'}",
                "{copr: me/tools, server: '\(site.url)'}",
            ]
            for (number, entry) in entries.enumerated() {
                let report = try await catalogue.build(
                    "a\(number)",
                    "packages: [htop]\nbase-repositories: false\nrepositories:\n  - \(entry)\n"
                )
                #expect(report.packages.contains { $0.hasPrefix("htop-") })
            }
            await #expect(throws: RepositorySetupError.self) {
                try await catalogue.build("b", "packages: [htop]\nenable-repositories: [\"no*\"]")
            }
        }
    }

    @Test("A server cannot switch off the check of its packages, nor name keys without encryption")
    func untrusted() async throws {
        try await Self.withSite { site, catalogue in
            try await site.write(
                "[site]\nbaseurl=\(site.url)/repo\ngpgcheck=0\n",
                "no-keys.repo"
            )
            try await site.write(
                "[site]\nbaseurl=\(site.url)/repo\ngpgkey=http://example.invalid/key\n",
                "far-key.repo"
            )
            for name in ["no-keys", "far-key"] {
                let error = await #expect(throws: RepositorySetupError.self) {
                    try await catalogue.build(
                        name,
                        """
                        packages: [htop]
                        repositories:
                          - repo-file: \(site.url)/\(name).repo
                        """
                    )
                }
                #expect(error?.kind == .verification)
            }
        }
    }

    @Test("A package by its URL brings what it needs from the repositories, and is proven")
    func package() async throws {
        try await Self.withSite { site, catalogue in
            try await site.run("mkdir -p dl/1.0; cp repo/htop_*.rpm dl/1.0/htop-x86_64.rpm")
            try await site.run("cd dl/1.0; sha256sum htop-x86_64.rpm >checksums.txt")
            try await site.write("{\"data\": {\"latest\": [\"v1.0\"]}}", "latest.json")
            let start = """
                downloads:
                  - id: htop
                    kind: rpm
                    version: {url: '\(site.url)/latest.json', json: '.data.latest[0]'}
                    url: \(site.url)/dl/{version}/htop-{arch}.rpm

                """
            let ways = [
                "    sha256-from: \(site.url)/dl/{version}/checksums.txt\n",
                "    keys: [\(site.url)/key.asc]\n",
                "    keys: [\(try FixtureFolder.appending("keys/fixtures.asc"))]\n    sha256: \(try await site.hash("dl/1.0/htop-x86_64.rpm"))\n",
                "    signed: false\n",
            ]
            for (number, way) in ways.enumerated() {
                let report = try await catalogue.build("h\(number)", start + way)
                #expect(report.packages.contains { $0.hasPrefix("htop-") })
                #expect(report.version.text.contains("htop") == false)
            }
            let bad = [
                "    sha256: \(String(repeating: "0", count: 64))\n",
                "    keys: [\(try FixtureFolder.appending("keys/stranger.asc"))]\n",
                "    sha256-from: \(site.url)/latest.json\n",
            ]
            for (number, way) in bad.enumerated() {
                let error = await #expect(throws: (any Error).self) {
                    try await catalogue.build("b\(number)", start + way)
                }
                #expect((error as? any Diagnosable)?.kind == .verification, "\(way)")
            }
        }
    }

    @Test(
        "Archives of each kind, with versions from a text and a release feed",
        .enabled(if: FixtureFolder.isRoot, "mounting needs root"),
        arguments: ["tar.gz", "tar.xz", "tar.zst", "zip"]
    )
    func archives(_ kind: String) async throws {
        try await Self.withSite { site, catalogue in
            try await site.run(
                """
                mkdir -p tool-2.1/man tool-2.1/data/deep; printf 'program' >tool-2.1/tool; chmod 755 tool-2.1/tool
                printf '.TH X\\n' >tool-2.1/man/tool.1; printf a >tool-2.1/data/a; printf b >tool-2.1/data/deep/b
                ln -s deep/b tool-2.1/data/link; printf 'alone' >single
                if [ \(kind) = zip ]; then python3 -m zipfile -c t.zip tool-2.1; else tar -caf t.\(kind) tool-2.1; fi
                """
            )
            let name = "tool-2.1-x86_64.\(kind)"
            try await site.run("mkdir -p assets; mv t.\(kind) assets/\(name)")
            try await site.run("cd assets; sha256sum \(name) >\(name).sha256")
            let assets = [name, "\(name).sha256", "tool-2.1-aarch64.\(kind)"].map {
                "{\"name\": \"\($0)\", \"browser_download_url\": \"\(site.url)/assets/\($0)\"}"
            }
            try await site.write(
                "{\"tag_name\": \"v2.1\", \"assets\": [\(assets.joined(separator: ","))]}",
                "repos/me/tool/releases/latest"
            )
            let executable = kind == "zip" ? "\n    mode: '0755'" : ""
            let report = try await catalogue.build(
                "tool",
                """
                downloads:
                  - id: tool
                    kind: archive
                    version: {github: me/tool, api: '\(site.url)'}
                    url: {asset: "tool-{version}-{arch}.\(kind)"}
                    sha256-from: {asset: "tool-{version}-{arch}.\(kind).sha256"}
                  - id: single
                    kind: file
                    url: \(site.url)/single
                    sha256: \(try await site.hash("single"))
                steps:
                  - install: tool-{version}/tool
                    from: tool
                    to: /usr/bin/\(executable)
                  - install: "*/man/tool.1"
                    from: tool
                    to: /usr/share/man/man1/tool.1.gz
                    compress: gzip
                  - install: tool-{version}/data/*
                    from: tool
                    to: /usr/share/tool
                  - install: single
                    from: single
                    to: /usr/bin/single
                    mode: '0755'
                  - replace: /usr/bin/single
                    from: alone
                    to: together
                """
            )
            #expect(report.version.text == "2.1")
            #expect(report.packages == [])
            let mounted = try await Mounted.reading(
                FilePath(report.path),
                at: catalogue.folder.appending("mnt")
            )
            #expect(mounted.files["/usr/bin/tool"]?.mode == 0o100755)
            #expect(mounted.files["/usr/bin/single"]?.size == 8)
            #expect(mounted.files["/usr/share/tool/deep/b"]?.size == 1)
            #expect(mounted.digests["/usr/share/man/man1/tool.1.gz"] != nil)
            if kind != "zip" { #expect(mounted.targets["/usr/share/tool/link"] == "deep/b") }
            let again = try await catalogue.build("tool2", "packages: [htop]")
            #expect(again.name.text == "tool2")
        }
    }
}
