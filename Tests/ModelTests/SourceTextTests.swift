import Model
import Testing

@Suite("What recipes say of where contents come from")
struct SourceTextTests {
    private static let start = "name: a\nsummary: b\n"

    @Test("Every kind of repository")
    func repositories() throws {
        let recipe = try Recipe(
            parsing: Self.start + """
                packages: [c]
                base-repositories: false
                enable-repositories: [google-chrome, "*-testing"]
                disable-repositories: [fedora]
                repositories:
                  - id: netbird
                    url: https://pkgs.netbird.io/yum/
                    keys: [https://pkgs.netbird.io/yum/repodata/repomd.xml.key]
                    priority: 10
                    exclude: [d]
                  - id: fedora-mirrors
                    metalink: https://mirrors.fedoraproject.org/metalink?repo=fedora-$releasever
                    keys: [key.asc]
                    signed-metadata: true
                  - id: list
                    mirror-list: https://example.org/list
                    signed: false
                  - repo-file: https://pkgs.tailscale.com/stable/fedora/tailscale.repo
                  - copr: scottames/ghostty
                  - copr: "@cosmic/epoch"
                    server: http://127.0.0.1:1/
                """,
            document: "r.yaml"
        )
        #expect(recipe.baseRepositories == false)
        #expect(recipe.enableRepositories == ["google-chrome", "*-testing"])
        #expect(recipe.disableRepositories == ["fedora"])
        #expect(recipe.repositories.count == 6)
        #expect(recipe.repositories[0].priority == 10)
        #expect(recipe.repositories[0].requiresSignatures == true)
        #expect(recipe.repositories[1].requiresSignedMetadata == true)
        #expect(recipe.repositories[2].requiresSignatures == false)
        let files = recipe.repositories.compactMap { entry -> String? in
            guard case .copr(let project) = entry.origin else { return nil }
            return project.repositoryFile
        }
        #expect(
            files == [
                "https://copr.fedorainfracloud.org/coprs/scottames/ghostty/repo/fedora-$releasever/",
                "http://127.0.0.1:1/coprs/g/cosmic/epoch/repo/fedora-$releasever/",
            ]
        )
    }

    @Test("Every kind of download and installation")
    func downloads() throws {
        let hex = String(repeating: "ab", count: 32)
        let recipe = try Recipe(
            parsing: Self.start + """
                version-from: dnclient
                downloads:
                  - id: dnclient
                    kind: file
                    version:
                      url: https://api.defined.net/v1/downloads
                      json: .data.versionInfo.latest.dnclient
                    url: {json: '.data.dnclient["{version}"]["linux-{goarch}"]'}
                    sha256-from: "https://dl.defined.net/{version}/{goarch}.sha256"
                  - id: codium
                    kind: rpm
                    version: {github: VSCodium/vscodium}
                    url: {asset: "codium-{version}-el8.{arch}.rpm"}
                    sha256-from: {asset: "codium-{version}-el8.{arch}.rpm.sha256"}
                  - id: bandwhich
                    kind: archive
                    version: 0.23.1
                    url: https://example.org/v{version}/bandwhich-v{version}-{arch}.tar.gz
                    sha256: {x86-64: \(hex), aarch64: \(hex)}
                  - id: any
                    kind: rpm
                    url: https://example.org/latest.rpm
                    signed: false
                steps:
                  - install: dnclient
                    from: dnclient
                    to: /usr/bin/dnclient
                    mode: '0755'
                  - install: assets/bandwhich.1
                    from: bandwhich
                    to: /usr/share/man/man1/bandwhich.1.gz
                    compress: gzip
                    when: present
                  - file: /usr/lib/x.conf
                    source: files/x.conf
                    mode: '0600'
                  - directory: /usr/lib/y
                    mode: '0700'
                  - replace: /usr/share/applications/x.desktop
                    from: Exec=/opt/X
                    to: Exec=/usr/bin
                  - owner: /usr/bin/dumpcap
                    to: root:wireshark
                """,
            document: "r.yaml"
        )
        #expect(recipe.packages.isEmpty)
        #expect(recipe.downloads.map(\.id) == ["dnclient", "codium", "bandwhich", "any"])
        guard case .json(let path) = recipe.downloads[0].place else {
            Issue.record("no path")
            return
        }
        #expect(path.steps.count == 4)
        #expect(recipe.steps.count == 6)
        #expect(
            recipe.steps[2]
                == .file("/usr/lib/x.conf", content: .source("files/x.conf"), mode: 0o600)
        )
        #expect(recipe.steps[3] == .directory("/usr/lib/y", mode: 0o700))
        #expect(
            recipe.steps[5]
                == .owner("/usr/bin/dumpcap", user: .name("root"), group: .name("wireshark"))
        )
    }

    static let faults: [(String, String)] = [
        ("downloads:\n  - {id: d, kind: file, url: 'https://e.org/f'}\n", "'sha256' is missing"),
        (
            "downloads:\n  - {id: d, kind: file, url: 'https://e.org/{word}', signed: false}\n",
            "only {version}"
        ),
        (
            "downloads:\n  - {id: d, kind: file, url: {json: .a}, version: '1', signed: false}\n",
            "'version' must come from a JSON document"
        ),
        (
            "downloads:\n  - {id: d, kind: file, url: {asset: a}, version: '1', signed: false}\n",
            "has assets"
        ),
        ("downloads:\n  - {id: d, kind: file, url: u, sha256: 12}\n", "64 hexadecimal digits"),
        (
            "downloads:\n  - {id: d, kind: file, url: u, version: '../1', signed: false}\n",
            "letters, digits"
        ),
        (
            "downloads:\n  - {id: d, kind: file, url: u, signed: false, version: {url: v, match: '(a)(b)'}}\n",
            "one (group)"
        ),
        ("downloads:\n  - {id: d, kind: file, url: u, keys: [k]}\n", "only packages"),
        ("packages: [c]\nsteps:\n  - {install: x, to: /usr/x}\n", "'from' is missing"),
        ("packages: [c]\nsteps:\n  - {install: ../x, to: /usr/x}\n", "within the archive"),
        ("packages: [c]\nsteps:\n  - {file: /usr/x, source: ../x}\n", "within the recipe's folder"),
        (
            "packages: [c]\nsteps:\n  - {replace: /usr/x, from: '', to: x}\n",
            "something to look for"
        ),
        ("packages: [c]\nrepositories:\n  - {copr: a}\n", "'OWNER/PROJECT'"),
        ("packages: [c]\nrepositories:\n  - {copr: ../..}\n", "'OWNER/PROJECT'"),
        ("packages: [c]\nrepositories:\n  - {id: a, copr: a/b}\n", "entries of their own"),
        ("packages: [c]\nrepositories:\n  - {id: a, keys: [k]}\n", "'url' is missing"),
        ("summary: c\n", "stands here twice"),
        ("exclude: [c]\n", "'packages' is missing"),
    ]

    @Test("What is wrong is named", arguments: faults.indices)
    func reported(_ index: Int) {
        let (text, words) = Self.faults[index]
        let error = #expect(throws: DocumentError.self) {
            try Recipe(parsing: Self.start + text, document: "r.yaml")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    static let versions: [(pattern: String, text: String, version: String?)] = [
        ("v?(.+)", "v1.2.3", "1.2.3"), ("v?(.+)", "1.2.3-rc1", "1.2.3-rc1"),
        ("release-(\\d+)", "release-12", "12"), ("release-(\\d+)", "release-12b", nil),
        ("v?(.+)", "v../../etc", nil), ("(.+)", "1.0/../x", nil), ("(.+)", "-rf", nil),
        ("(.+)", String(repeating: "1", count: 300), nil), ("(.+)", "1 2", nil),
    ]

    @Test("Versions out of what servers say", arguments: versions.indices)
    func version(_ index: Int) throws {
        let example = Self.versions[index]
        let pattern = try #require(VersionPattern(example.pattern))
        #expect(pattern.version(in: example.text) == example.version)
    }

    static let bombs: [(name: String, text: String)] = [
        (
            "aliases of aliases",
            (1...40).reduce("name: a\nsummary: &l0 x\n") { text, level in
                text + "k\(level): &l\(level) [*l\(level - 1), *l\(level - 1), *l\(level - 1)]\n"
            }
        ),
        (
            "aliases as keys",
            (1...40).reduce("name: a\nsummary: &l0 x\n") { text, level in
                text + "k\(level): &l\(level) {[*l\(level - 1), *l\(level - 1)]: 1}\n"
            }
        ),
        ("brackets", "name: a\nsummary: b\npackages: " + String(repeating: "[", count: 200_000)),
        ("braces", "name: a\nsummary: b\npackages: " + String(repeating: "{a: ", count: 200_000)),
        ("dashes", "name: a\npackages:\n  " + String(repeating: "- ", count: 200_000) + "a"),
        ("question marks", String(repeating: "? ", count: 200_000) + "a"),
        ("a text that is too long", "summary: " + String(repeating: "a", count: 2 << 20)),
    ]

    @Test("Documents that grow when they are read are refused", arguments: bombs.map(\.name))
    func bomb(_ name: String) throws {
        let text = try #require(Self.bombs.first { $0.name == name }?.text)
        #expect(throws: DocumentError.self) {
            try Recipe(parsing: text, document: "r.yaml")
        }
    }
}
