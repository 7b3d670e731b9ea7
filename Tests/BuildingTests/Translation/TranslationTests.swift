import Building
import Foundation
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "What packages want outside of /usr, in images",
    .enabled(
        if: FixtureFolder.isRoot && FixtureFolder.path != nil,
        "mounting needs root, and the fixtures (make fixtures)"
    )
)
struct TranslationTests {
    /// Builds the image of some cases and shows what the kernel sees in it.
    private func image(
        _ cases: String,
        _ lines: String = "",
        _ body: (BuildReport, Mounted) throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let names = cases.split(separator: " ").map { "veneer-cases-\($0)" }
            let report = try await DemoCatalogue(folder: folder, repository: "repo-cases").build(
                "cases",
                "packages: [\(names.joined(separator: ", "))]\n\(lines)"
            )
            try body(
                report,
                try await Mounted.reading(FilePath(report.path), at: folder.appending("mnt"))
            )
        }
    }

    private static let sysusers = "/usr/lib/sysusers.d/veneer-cases.conf"
    private static let tmpfiles = "/usr/lib/tmpfiles.d/veneer-cases.conf"

    @Test func `users and groups, wherever packages say that they need them`() async throws {
        try await image("dynamic static provided") { report, image in
            #expect(
                image.lines(Self.sysusers) == [
                    "g veneer-dynamic -", "g veneer-provided -",
                    "u veneer-dynamic - \"Of no certain number\" /var/lib/veneer-dynamic /sbin/nologin",
                    "u veneer-provided - \"By a provide\" /var/lib/veneer-provided",
                ]
            )
            // A certain number is in the image; of the other, root has the files.
            #expect(image.files["/usr/share/veneer-static/secret"]?.group == 712)
            #expect(image.files["/usr/share/veneer-dynamic/secret"]?.group == 0)
            #expect(
                image.lines(Self.tmpfiles) == [
                    "d /var/lib/veneer-dynamic 0750 veneer-dynamic veneer-dynamic",
                    "d /var/lib/veneer-provided 0750 veneer-provided veneer-provided",
                ]
            )
            let warnings = report.findings.filter { $0.level == .warning }
            #expect(warnings.map(\.subject) == ["/usr/share/veneer-dynamic/secret"])
            #expect(report.scriptlets.map(\.outcome) == [.translated])
            #expect(report.hostTasks == [.accounts, .state])
        }
    }

    @Test func `the rights of a group without a number are an error that can be accepted`()
        async throws
    {
        await #expect {
            try await image("setgid") { _, _ in }
        } throws: { error in
            guard case BuildError.lost(_, let findings) = error else { return false }
            return findings.map(\.subject) == ["/usr/bin/veneer-setgid"]
                && findings.map(\.check) == ["owners"]
        }
        try await image("setgid", "allow: {owners: [/usr/bin/veneer-*]}") { report, image in
            #expect(image.files["/usr/bin/veneer-setgid"].map { $0.mode & 0o7777 } == 0o755)
            #expect(report.findings.contains { $0.check == "owners" && $0.level == .note })
        }
        // A step that names numbers leaves the bit alone.
        let steps = """
            steps:
              - {owner: /usr/bin/veneer-setgid, to: "0:1"}
            allow: {setuid: [/usr/bin/veneer-setgid]}
            """
        try await image("setgid", steps) { _, image in
            #expect(image.files["/usr/bin/veneer-setgid"].map { $0.mode & 0o7777 } == 0o2755)
            #expect(image.files["/usr/bin/veneer-setgid"]?.group == 1)
        }
    }

    @Test func `folders, files and links of a host's own`() async throws {
        let steps = """
            steps:
              - {directory: /var/lib/veneer-recipe, mode: "0700"}
              - {remove: /var/cache/veneer-state}
            """
        try await image("state", steps) { _, image in
            #expect(
                image.lines(Self.tmpfiles) == [
                    "d /run/veneer-state 0755 daemon daemon",
                    "d /var/lib/veneer-recipe 0700 0 0",
                    "d /var/lib/veneer-state 0750 daemon daemon",
                    "L /var/lib/veneer-state/current - - - - data",
                    "C /var/lib/veneer-state/data 0600 daemon daemon",
                ]
            )
            let data = "/usr/share/factory/var/lib/veneer-state/data"
            #expect(image.files[data].map { $0.mode & 0o7777 } == 0o600)
            #expect(image.files.keys.allSatisfy { $0 == "/" || $0.hasPrefix("/usr") })
        }
    }

    @Test func `configuration is copied to etc, or goes where vendors have it`() async throws {
        try await image("config") { report, image in
            #expect(
                image.lines(Self.tmpfiles) == [
                    "L /etc/veneer-config/link.conf - - - - main.conf",
                    "C /etc/veneer-config/main.conf - - - - /usr/etc/veneer-config/main.conf",
                    "d /etc/veneer-config/private :0700 :root :root",
                    "C /etc/veneer-config/secret.conf 0640 root veneer-config - /usr/etc/veneer-config/secret.conf",
                ]
            )
            for path in [
                "/usr/lib/udev/rules.d/90-veneer-config.rules",
                "/usr/lib/sysctl.d/90-veneer-config.conf", "/usr/etc/veneer-config/main.conf",
            ] { #expect(image.files[path] != nil, "\(path)") }
            #expect(image.files["/usr/etc/udev"] == nil)
            #expect(image.lines(Self.sysusers) == ["g veneer-config -"])
            #expect(report.hostTasks == [.sysctl, .accounts, .state, .deviceRules])
        }
        try await image("config", "steps: [{remove: /usr/etc/veneer-config}]") { _, image in
            #expect(image.lines(Self.tmpfiles) == [])
        }
    }

    @Test func `a program in opt moves with all links that lead to it`() async throws {
        // One of its links leads to what only other packages have.
        let far = "allow: {links: [/usr/*/veneer-opt/lib/far]}"
        try await image("opt", far) { _, image in
            #expect(
                image.lines(Self.tmpfiles) == ["L /opt/veneer-opt - - - - /usr/lib/veneer-opt"]
            )
            for (path, target) in [
                ("/usr/bin/veneer-opt", "/usr/lib/veneer-opt/bin/run"),
                ("/usr/lib/veneer-opt/lib/words", "/usr/lib/veneer-opt/share/words"),
                ("/usr/lib/veneer-opt/lib/near", "../share/words"),
                ("/usr/lib/veneer-opt/lib/far", "/usr/share/veneer-cases"),
            ] { #expect(image.targets[path] == target) }
        }
        // A recipe that takes it elsewhere has the last word.
        let steps = """
            steps:
              - {move: /opt/veneer-opt, to: /usr/libexec/veneer-opt}
              - {remove: /usr/bin/veneer-opt}
            \(far)
            """
        try await image("opt", steps) { _, image in
            #expect(image.lines(Self.tmpfiles) == [])
            #expect(image.files["/usr/libexec/veneer-opt/bin/run"] != nil)
        }
    }

    @Test func `of alternatives, the one that is wanted most`() async throws {
        try await image("plain") { report, image in
            #expect(image.targets["/usr/bin/veneer-words"] == "/usr/bin/veneer-words-plain")
            #expect(report.scriptlets.map(\.outcome) == [.translated, .harmless])
        }
        try await image("plain fancy") { _, image in
            #expect(image.targets["/usr/bin/veneer-words"] == "/usr/bin/veneer-words-fancy")
            #expect(
                image.targets["/usr/share/veneer-cases/words"]
                    == "/usr/share/veneer-cases/words-fancy"
            )
        }
        let link = "steps: [{symlink: /usr/bin/veneer-words, target: /usr/bin/veneer-words-plain}]"
        try await image("plain fancy", link) { report, image in
            #expect(image.targets["/usr/bin/veneer-words"] == "/usr/bin/veneer-words-plain")
            #expect(!report.findings.contains { $0.level > .note })
        }
        let file = "steps: [{file: /usr/bin/veneer-words, content: mine}]"
        try await image("plain", file) { _, image in
            #expect(image.targets["/usr/bin/veneer-words"] == nil)
        }
    }

    @Test func `units that presets enable are named unless they start`() async throws {
        try await image("units") { report, image in
            #expect(Self.warnings(report) == ["veneer-enabled.service"])
            #expect(image.files["/usr/lib/systemd/system/dbus-veneer.service"] == nil)
        }
        try await image("units", "start: [veneer-enabled.service, veneer-aliased.service]") {
            report,
            image in
            #expect(Self.warnings(report) == ["veneer-also.service"])
            #expect(
                image.targets["/usr/lib/systemd/system/dbus-veneer.service"]
                    == "veneer-aliased.service"
            )
        }
        try await image("units", "allow: {units: [veneer-enabled.service]}") { report, _ in
            #expect(Self.warnings(report) == [])
        }
    }

    private static func warnings(_ report: BuildReport) -> [String] {
        report.findings.filter { $0.check == "units" && $0.level == .warning }.map(\.subject)
    }

    @Test func `what a host has to read anew is told`() async throws {
        try await image("host") { report, _ in
            let tasks: [HostTask] = [.dbusReload, .dynamicLinker, .policyKit, .state, .deviceRules]
            #expect(report.hostTasks == tasks)
            let notes = report.findings.filter { $0.check == "host" && $0.level == .note }
            #expect(notes.map(\.subject) == tasks.map(\.rawValue))
        }
    }

    struct Verdict: CustomTestStringConvertible, Sendable {
        var name: String
        var outcomes: [String: ScriptletVerdict.Outcome]
        var testDescription: String { name }
    }

    static let verdicts = [
        Verdict(name: "harmless", outcomes: ["harmless:post": .harmless]),
        Verdict(name: "unknown", outcomes: ["unknown:post": .untranslated]),
        Verdict(name: "lua", outcomes: ["lua:pretrans": .harmless]),
        Verdict(name: "luabad", outcomes: ["luabad:post": .untranslated]),
        Verdict(
            name: "triggers",
            outcomes: [
                "triggers:filetriggerin": .untranslated,
                "triggers:transfiletriggerin": .harmless,
                "triggers:transfiletriggerpostun": .harmless, "triggers:triggerin": .harmless,
            ]
        ),
    ]

    @Test(
        "Scripts that are lost fail the build, unless they are accepted by name",
        arguments: verdicts
    )
    func lost(_ example: Verdict) async throws {
        let lost = example.outcomes.filter { $0.value == .untranslated }
            .map { "veneer-cases-\($0.key)" }.sorted()
        if !lost.isEmpty {
            await #expect {
                try await image(example.name) { _, _ in }
            } throws: { error in
                guard case BuildError.lost(_, let findings) = error else { return false }
                return findings.map(\.subject).sorted() == lost
                    && findings.allSatisfy { $0.check == "scriptlets" && $0.hint != nil }
            }
        }
        let names = lost.map { "\"\($0)\"" }.joined(separator: ", ")
        try await image(example.name, "allow: {scriptlets: [\(names)]}") { report, _ in
            let outcomes = report.scriptlets.map {
                ($0.subject.replacing("veneer-cases-", with: ""), $0.outcome)
            }
            #expect(Dictionary(outcomes) { first, _ in first } == example.outcomes)
            #expect(report.scriptlets.filter(\.isAccepted).map(\.subject).sorted() == lost)
            #expect(report.scriptlets.allSatisfy { !$0.details.isEmpty })
        }
    }

    @Test func `the provenance beside an image has the scripts and the tasks`() async throws {
        try await image("dynamic") { report, _ in
            let path = report.path.dropLast(3) + "json"
            let data = try Data(contentsOf: URL(filePath: String(path)))
            let provenance = try JSONDecoder().decode(ImageProvenance.self, from: data)
            #expect(provenance.hostTasks == report.hostTasks)
            #expect(provenance.scriptlets == report.scriptlets)
        }
    }
}
