import Host
import Model
import Testing

private func installed(
    _ name: String,
    _ version: String,
    release: String = "43"
) throws
    -> InstalledImage
{
    InstalledImage(
        Candidate(
            source: try #require(SourceName("a")),
            image: try published(name, version, release: release)
        )
    )
}

@Suite("What an update does")
struct UpdatePlanTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var wanted: [String]
        var has: [InstalledImage]
        var offers: [PublishedImage]
        var scope: [String]?
        /// The next generation, as `NAME VERSION`.
        var images: [String]
        var changes: [String] = []
        var unmet: [String] = []
    }

    static func cases() throws -> [Case] {
        [
            Case(
                testDescription: "nothing new: nothing to do",
                wanted: ["jq"],
                has: [try installed("jq", "1")],
                offers: [try published("jq", "1")],
                images: ["jq 1"]
            ),
            Case(
                testDescription: "a wish is installed",
                wanted: ["jq"],
                has: [],
                offers: [try published("jq", "1")],
                images: ["jq 1"],
                changes: ["install jq 1"]
            ),
            Case(
                testDescription: "a newer version replaces",
                wanted: ["jq"],
                has: [try installed("jq", "1")],
                offers: [try published("jq", "2")],
                images: ["jq 2"],
                changes: ["update jq 2"]
            ),
            Case(
                testDescription: "an older version does not replace one that fits",
                wanted: ["jq"],
                has: [try installed("jq", "2")],
                offers: [try published("jq", "1")],
                images: ["jq 2"]
            ),
            Case(
                testDescription: "after a rebase the older one that fits replaces the newer one",
                wanted: ["jq"],
                has: [try installed("jq", "2", release: "42")],
                offers: [try published("jq", "1")],
                images: ["jq 1"],
                changes: ["update jq 1"]
            ),
            Case(
                testDescription:
                    "after a rebase without a fitting image the old one stays, and it is told",
                wanted: ["jq"],
                has: [try installed("jq", "2", release: "42")],
                offers: [try published("jq", "3", release: "42")],
                images: ["jq 2"],
                unmet: ["jq does not fit"]
            ),
            Case(
                testDescription: "withdrawn from the source: it stays",
                wanted: ["jq"],
                has: [try installed("jq", "2")],
                offers: [],
                images: ["jq 2"],
                unmet: ["jq fits"]
            ),
            Case(
                testDescription: "what nobody wants any more goes",
                wanted: ["jq"],
                has: [try installed("jq", "1"), try installed("tree", "1")],
                offers: [try published("jq", "1")],
                images: ["jq 1"],
                changes: ["remove tree 1"]
            ),
            Case(
                testDescription: "outside of the scope nothing changes",
                wanted: ["jq", "tree"],
                has: [
                    try installed("jq", "1"), try installed("tree", "1"), try installed("old", "1"),
                ],
                offers: [try published("jq", "2"), try published("tree", "2")],
                scope: ["tree"],
                images: ["jq 1", "old 1", "tree 2"],
                changes: ["update tree 2"]
            ),
        ]
    }

    @Test(arguments: try cases())
    func `is decided from wishes, images and offers`(example: Case) throws {
        let plan = UpdatePlan(
            requests: try example.wanted.map { ExtensionRequest(name: try name($0)) },
            current: example.has,
            selection: try selection(["a": example.offers]),
            scope: try example.scope.map { Set(try $0.map(name)) }
        )
        #expect(plan.images.map { "\($0.name) \($0.version)" } == example.images)
        #expect(plan.changes.map(text) == example.changes)
        #expect(
            plan.unmet.map { "\($0.name) \($0.keepsFittingImage ? "fits" : "does not fit")" }
                == example.unmet
        )
    }

    private func text(_ change: UpdatePlan.Change) -> String {
        switch change {
        case .install(let image): "install \(image.name) \(image.version)"
        case .update(let image, _): "update \(image.name) \(image.version)"
        case .remove(let image): "remove \(image.name) \(image.version)"
        }
    }
}

@Suite("What is linked")
struct LinkPlanTests {
    @Test func `only what differs is touched, and what is not ours never`() throws {
        var found = SearchFolders()
        found.links = [
            try name("same"): "same-1.raw", try name("old"): "old-1.raw", try name("gone"): "x",
        ]
        found.foreign = ["taken": ["/run/extensions/taken.raw"], "mask": ["/etc/extensions/mask"]]
        let plan = LinkPlan(
            wanted: [
                try name("same"): "same-1.raw", try name("old"): "old-2.raw",
                try name("new"): "new-1.raw", try name("taken"): "taken-1.raw",
                try name("mask"): "mask-1.raw",
            ],
            found: found
        )
        #expect(
            plan.actions == [
                .set(try name("mask"), file: "mask-1.raw"),
                .set(try name("new"), file: "new-1.raw"),
                .set(try name("old"), file: "old-2.raw"), .remove(try name("gone")),
            ]
        )
        #expect(plan.shadows.map(\.path) == ["/etc/extensions/mask", "/run/extensions/taken.raw"])
        #expect(plan.shadows.allSatisfy { $0.hidesOurs })
    }
}

@Suite("Which generations are kept")
struct RetentionTests {
    @Test func `failures never push out what a rollback could return to`() throws {
        var state = HostState()
        var numbers: [Int] = []
        for version in 1...7 {
            let images = [try installed("jq", "\(version)")]
            state.ownedFiles.insert(images[0].file.text)
            let number = state.prepare(images, action: "update", at: 0).number
            state.activate(number)
            numbers.append(number)
        }
        for version in 8...20 {
            let images = [try installed("jq", "\(version)")]
            state.ownedFiles.insert(images[0].file.text)
            state.fail(state.prepare(images, action: "update", at: 0).number, problem: "no")
        }
        state.forgetOldGenerations()
        let ran = state.generations.filter { $0.outcome == .active }.map(\.number)
        #expect(ran == Array(numbers.suffix(5)))
        #expect(state.generations.count == 10)
        #expect(state.rollbackTarget?.number == 6)
        #expect(
            state.unreferencedFiles
                == Set(([1, 2] + Array(8...20)).map { "jq-\($0)-43-x86-64.raw" })
        )
    }

    @Test func `the current generation is kept however old it is`() throws {
        var state = HostState()
        for _ in 1...9 { state.activate(state.prepare([], action: "", at: 0).number) }
        state.activate(1)
        state.forgetOldGenerations()
        #expect(state.generations.map(\.number) == [1, 5, 6, 7, 8, 9])
    }
}
