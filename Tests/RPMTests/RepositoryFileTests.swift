import Testing

@testable import RPM

struct RepositoryFileTests {
    private static let variables = ["releasever": "43", "basearch": "x86_64"]

    private func parse(_ text: String) throws -> [RepositoryDefinition] {
        try RepositoryFile(parsing: text, document: "x.repo", variables: Self.variables)
            .repositories
    }

    @Test func fedorasOwnFileIsRead() throws {
        let repositories = try parse(
            """
            # the release
            [fedora]
            name=Fedora $releasever - $basearch
            #baseurl=http://download.example/pub/fedora/linux/releases/$releasever/Everything/$basearch/os/
            metalink=https://mirrors.example/metalink?repo=fedora-$releasever&arch=$basearch
            enabled=1
            countme=1
            metadata_expire=7d
            repo_gpgcheck=0
            type=rpm
            gpgcheck=1
            gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-fedora-$releasever-$basearch
            skip_if_unavailable=False

            [fedora-debuginfo]
            name=debug
            enabled = 0
            metalink=https://mirrors.example/metalink?repo=fedora-debug-${releasever}
            """
        )
        #expect(repositories.map(\.id) == ["fedora", "fedora-debuginfo"])
        let fedora = repositories[0]
        #expect(fedora.name == "Fedora 43 - x86_64")
        #expect(fedora.metalink == "https://mirrors.example/metalink?repo=fedora-43&arch=x86_64")
        #expect(fedora.baseURLs.isEmpty)
        #expect(fedora.keys == ["file:///etc/pki/rpm-gpg/RPM-GPG-KEY-fedora-43-x86_64"])
        #expect(fedora.isEnabled && fedora.checksPackages && !fedora.checksMetadata)
        #expect(fedora.unknownVariables.isEmpty)
        #expect(!repositories[1].isEnabled)
        #expect(repositories[1].checksPackages, "without a word, packages must be signed")
        #expect(repositories[1].metalink?.hasSuffix("fedora-debug-43") == true)
    }

    @Test func listsMayUseCommasBlanksAndLines() throws {
        let repository = try #require(
            try parse(
                """
                [main]
                gpgcheck=1
                [r]
                baseurl=https://a.example/$basearch
                    https://b.example/$stream, https://c.example/
                gpgkey = https://a.example/1 https://a.example/2
                excludepkgs=a* b
                exclude=c
                includepkgs=d,e
                priority=10
                gpgcheck=False
                """
            ).first
        )
        #expect(
            repository.baseURLs == [
                "https://a.example/x86_64", "https://b.example/$stream", "https://c.example/",
            ]
        )
        #expect(repository.unknownVariables == ["stream"])
        #expect(repository.keys.count == 2)
        #expect(repository.excludes == ["a*", "b", "c"])
        #expect(repository.includes == ["d", "e"])
        #expect(!repository.checksPackages)
        #expect(repository.source().priority == 10)
        #expect(repository.name == "r")
    }

    @Test(
        arguments: [
            ("$releasever", "43", []), ("${releasever}x", "43x", []), ("$", "$", []),
            ("a$$basearch", "a$x86_64", []), ("${basearch", "${basearch", []),
            ("$releaseverx", "$releaseverx", ["releaseverx"]), ("$basearch/", "x86_64/", []),
        ] as [(String, String, Set<String>)]
    )
    func variablesAreReplaced(_ text: String, expected: String, unknown: Set<String>) {
        let result = VariableExpansion(Self.variables).expand(text)
        #expect(result.text == expected)
        #expect(result.unknown == unknown)
    }

    @Test(arguments: [
        ("baseurl=x", 1, "an assignment must stand below a '[repository]' line"),
        ("[a]\nrubbish", 2, "'rubbish' is no 'key=value'"),
        ("[a/b]\n", 1, "'[a/b]' names no repository"),
        ("[a\n", 1, "'[a' names no repository"),
        ("[a]\nname=1\n[a]\n", 3, "the repository 'a' is defined twice"),
        ("[a]\n\nenabled=maybe", 3, "'maybe' is no good for 'enabled': it must be 1 or 0"),
        ("[a]\npriority=high", 2, "'high' is no good for 'priority': it must be a number"),
    ])
    func mistakesAreNamedWithTheirLine(_ text: String, line: Int, sentence: String) throws {
        do {
            _ = try parse(text)
            Issue.record("the text was accepted")
        } catch let error as RepositoryFileError {
            #expect(error.description == "'x.repo' line \(line): \(sentence)")
        }
    }
}
