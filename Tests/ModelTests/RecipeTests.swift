import Model
import Testing

@Suite("Recipes")
struct RecipeTests {
    @Test("The design's example is read whole")
    func example() throws {
        let recipe = try Recipe(
            parsing: """
                name: kubernetes-1.35
                summary: Kubernetes node components
                packages: [kubernetes1.35, kubernetes1.35-client, cri-tools1.35]
                exclude: [cri-o, cri-tools]
                version-from: kubernetes1.35
                start: [kubelet.service]
                targets: [coreos-stable, coreos-next]
                steps:
                  - directory: /usr/libexec/kubernetes/kubelet-plugins/volume/exec
                  - move: /etc/ld.so.conf.d/*
                    to: /usr/lib/ld.so.conf.d/
                  - owner: /usr/bin/dumpcap
                    to: "0:72"
                  - directory: /usr/lib/x
                    mode: '0700'
                  - mode: /usr/lib/x/sandbox
                    to: "4755"
                """,
            document: "recipe.yaml"
        )
        #expect(recipe.name.text == "kubernetes-1.35")
        #expect(recipe.packages == ["kubernetes1.35", "kubernetes1.35-client", "cri-tools1.35"])
        #expect(recipe.exclude == ["cri-o", "cri-tools"])
        #expect(recipe.versionFrom == "kubernetes1.35")
        #expect(recipe.start == ["kubelet.service"])
        #expect(
            recipe.steps == [
                .directory("/usr/libexec/kubernetes/kubelet-plugins/volume/exec", mode: 0o755),
                .move("/etc/ld.so.conf.d/*", to: "/usr/lib/ld.so.conf.d/", optional: false),
                .owner("/usr/bin/dumpcap", user: 0, group: 72),
                .directory("/usr/lib/x", mode: 0o700),
                .mode("/usr/lib/x/sandbox", to: 0o4755),
            ]
        )
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        let text: String
        let message: String
        var testDescription: String { message }
    }

    static let faults: [Fault] = [
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nflavour: d\n",
            message: "'r.yaml' line 4, column 1: unknown key 'flavour'"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: c\n",
            message: "'r.yaml' line 3, column 11: 'packages' must be a list"
        ),
        Fault(
            text: "name: a/b\nsummary: b\npackages: [c]\n",
            message:
                "'r.yaml' line 1, column 7: 'a/b' is no good for 'name': letters, digits, '.' and '-', beginning with a letter or digit"
        ),
        Fault(
            text: "summary: b\npackages: [c]\n",
            message: "'r.yaml' line 1, column 1: 'name' is missing"
        ),
        Fault(
            text: "name: a\nname: b\nsummary: b\npackages: [c]\n",
            message: "'r.yaml' line 1, column 1: 'name' stands here twice"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nweak-dependencies: perhaps\n",
            message: "'r.yaml' line 4, column 20: 'weak-dependencies' must be true or false"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nrevision: -1\n",
            message: "'r.yaml' line 4, column 11: 'revision' must be a whole number"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nstart: [evil name]\n",
            message:
                "'r.yaml' line 4, column 8: 'evil name' is no good for 'start': it must name a systemd unit, e.g. 'a.service'"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nsteps:\n  - remove: /usr/../etc\n",
            message:
                "'r.yaml' line 5, column 13: '/usr/../etc' is no good for 'remove': it must be a whole path, without '.' and '..'"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nsteps:\n  - shell: rm\n",
            message: "'r.yaml' line 5, column 5: unknown key 'shell'"
        ),
        Fault(
            text: "name: a\nsummary: b\npackages: [c]\nrepositories:\n  - {id: x, url: y}\n",
            message: "'r.yaml' line 5, column 5: 'keys' is missing"
        ),
        Fault(
            text: "- a\n",
            message: "'r.yaml' line 1, column 1: 'the document' must be a mapping"
        ),
        Fault(text: "", message: "'r.yaml': the document is empty"),
        Fault(
            text: "name: [a\n",
            message:
                "'r.yaml' line 2, column 1: did not find expected ',' or ']'"
        ),
    ]

    @Test("What is wrong is named with its place", arguments: faults)
    func reported(_ fault: Fault) {
        let error = #expect(throws: DocumentError.self) {
            try Recipe(parsing: fault.text, document: "r.yaml")
        }
        #expect(error?.description == fault.message)
    }
}
