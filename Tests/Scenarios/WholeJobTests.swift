import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    "The whole job, in a namespace of its own",
    .enabled(if: NamespaceHost.isReady, "needs root, the built program and 'Fixtures/base'")
)
struct WholeJobTests {
    @Test func `from packages to a program that runs, is updated, rolled back and removed`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let publisher = try await DemoPublisher(folder)
            try await publisher.publish(["htop", "veneer-hello"], .first)
            let next = try await publisher.build(["veneer-hello"], .next)
            let (_, server) = try await withWebServer(publisher.repository, scratch: folder) {
                url in
                let publishNext = [BuiltProgram.path.string] + publisher.publishing(next)
                try await NamespaceHost.play(
                    Self.story,
                    in: folder,
                    environment: [
                        "program": BuiltProgram.path.string, "url": url, "pin": publisher.pin,
                        "answers": folder.string,
                        "publish_next": publishNext.map { "'\($0)'" }.joined(separator: " "),
                    ]
                )
            }
            #expect(server.status == 0, "\(server.errors)")
            try checkAnswers(in: folder)
        }
    }

    /// What happens on the host; what the program answers is kept for `checkAnswers`.
    private static let story = """
        veneer() { "$program" "$@" --json --root "$host"; }
        answer() { veneer "${@:2}" >"$answers/$1.json"; }
        inside() { chroot "$host" "$@"; }
        veneer source add demo "$url" --pin "$pin" >"$answers/added.json"
        answer sources source list
        ends 127 inside veneer-hello
        answer installed install htop veneer-hello
        has installed "$(inside veneer-hello)" "veneer-hello 1.0"
        is jq "$(inside jq -n '6 * 7')" 42
        eval "$publish_next"
        answer check update --check
        has "a check changes nothing" "$(inside veneer-hello)" "veneer-hello 1.0"
        answer updated update
        has updated "$(inside veneer-hello)" "veneer-hello 2.0"
        answer status status
        ends 2 veneer update --check
        answer back rollback
        has "rolled back" "$(inside veneer-hello)" "veneer-hello 1.0"
        answer refreshed refresh
        answer history history
        answer removed remove htop veneer-hello
        ends 127 inside veneer-hello
        ends 127 inside htop --version
        answer empty status
        """

    private func checkAnswers(in folder: FilePath) throws {
        let added = try Answer.read("added", in: folder, as: Answer.Added.self)
        #expect(added.name == "demo")
        #expect(added.extensions == 2)
        let sources = try Answer.read("sources", in: folder, as: Answer.Sources.self)
        #expect(sources.sources.map(\.name) == ["demo"])
        let installed = try Answer.read("installed", in: folder, as: Answer.Changed.self)
        #expect(installed.changes.map(\.name) == ["htop", "veneer-hello"])
        #expect(installed.merge == "merged")
        #expect(installed.generation == 1)
        let check = try Answer.read("check", in: folder, as: Answer.Changed.self)
        let updated = try Answer.read("updated", in: folder, as: Answer.Changed.self)
        #expect(check.changes == updated.changes)
        #expect(updated.changes.map(\.action) == ["update"])
        #expect(updated.changes.first?.formerVersion == "1.0-1")
        #expect(updated.changes.first?.version == "2.0-1")
        let status = try Answer.read("status", in: folder, as: Answer.Status.self)
        #expect(status.extensions.map(\.name) == ["htop", "veneer-hello"])
        #expect(status.extensions.map(\.state) == ["merged", "merged"])
        #expect(status.extensions.last?.version == "2.0-1")
        let back = try Answer.read("back", in: folder, as: Answer.Changed.self)
        #expect(back.changes.map(\.action) == ["downgrade"])
        let history = try Answer.read("history", in: folder, as: Answer.History.self)
        #expect(history.generations.map(\.number) == [1, 2, 3])
        #expect(history.generations.map(\.isCurrent) == [false, false, true])
        #expect(history.generations.allSatisfy { $0.outcome == "active" })
        let removed = try Answer.read("removed", in: folder, as: Answer.Changed.self)
        #expect(removed.changes.map(\.action) == ["remove", "remove"])
        let empty = try Answer.read("empty", in: folder, as: Answer.Status.self)
        #expect(empty.extensions.isEmpty)
    }
}
