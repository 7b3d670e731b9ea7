import Building
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "The gate, judged by the real systemd-sysext",
    .enabled(
        if: FixtureFolder.isRoot && FixtureFolder.path != nil,
        "needs root and 'Fixtures/base'"
    )
)
struct GateJudgeTests {
    struct Candidate: Sendable {
        let title: String
        var fileName = "sample.raw"
        let change: @Sendable (inout GateImage) -> Void
    }

    private static let base = GateBase(
        os: OSRelease(id: "debian", versionID: "12"),
        architecture: .current
    )
    private static let fit = "ID=debian\nVERSION_ID=12\n"

    private static func release(_ title: String, _ text: String) -> Candidate {
        Candidate(title: title) { $0.release = text }
    }

    /// What systemd may not merge on the base.
    private static let refused = [
        Candidate(title: "no release file") { $0.release = nil },
        Candidate(title: "a release file of another name") { $0.name = "other" },
        Candidate(title: "two release files of other names") {
            $0.name = "other"
            $0.file("/usr/lib/extension-release.d/extension-release.another", fit)
        },
        release("an empty release file", "# nothing\n"),
        release("another system", "ID=fedora\nVERSION_ID=12\n"),
        release("another release", "ID=debian\nVERSION_ID=13\n"),
        release("no release", "ID=debian\n"),
        release("no system", "VERSION_ID=12\n"),
        release("uname's word", fit + "ARCHITECTURE=x86_64\n"),
        release("another architecture", fit + "ARCHITECTURE=s390x\n"),
        release("portable only", fit + "SYSEXT_SCOPE=portable\n"),
        Candidate(title: "an os-release of its own") { $0.file("/usr/lib/os-release", fit) },
        Candidate(title: "no .raw", fileName: "sample.img") { _ in },
    ]

    private static let accepted = [
        Candidate(title: "good") { _ in },
        release("any system", "ID=_any\n"),
        release("its own architecture", fit + "ARCHITECTURE=_any\n"),
        release("quotes", "ID=\"debian\"\nVERSION_ID='12'\n"),
    ]

    @Test("What systemd refuses to merge, the gate refuses; what the gate lets through, it merges")
    func sysext() async throws {
        try await withTemporaryFolder { folder in
            let host = folder.appending("host").string
            let images = folder.appending("images")
            try await Command.run("mkdir", images.string).check()
            try await Command.run(
                "cp",
                "-a",
                try FixtureFolder.appending("base").string,
                host
            ).check()
            let candidates = Self.accepted + Self.refused
            for (index, candidate) in candidates.enumerated() {
                let image = Self.image(candidate)
                let path = images.appending("\(index)")
                let file = try FileDescriptor.open(
                    path,
                    .readWrite,
                    options: [.create, .exclusiveCreate],
                    permissions: .ownerReadWrite
                )
                try file.closeAfter { try image.write(to: file) }
            }
            let merged = try await merged(candidates, in: images, host: host)
            for (index, candidate) in candidates.enumerated() {
                let errors = try Self.image(candidate)
                    .findings(base: Self.base, fileName: candidate.fileName)
                    .filter { $0.level > .note }
                let isAccepted = index < Self.accepted.count
                #expect(merged[index] == isAccepted, "systemd-sysext, '\(candidate.title)'")
                #expect(errors.isEmpty == isAccepted, "the gate, '\(candidate.title)': \(errors)")
            }
        }
    }

    private static func image(_ candidate: Candidate) -> GateImage {
        var image = GateImage()
        image.release = fit
        image.file("/usr/share/probe")
        candidate.change(&image)
        return image
    }

    /// Whether each image's probe is there once systemd-sysext was told to merge.
    private func merged(
        _ candidates: [Candidate],
        in images: FilePath,
        host: String
    ) async throws -> [Bool] {
        let script = """
            index=0
            for name; do
                cp "$images/$index" "$host/run/extensions/$name"
                chroot "$host" systemd-sysext merge >&2 || true
                if [ -e "$host/usr/share/probe" ]; then echo yes; else echo no; fi
                chroot "$host" systemd-sysext unmerge >&2 || true
                rm "$host/run/extensions/$name"
                index=$((index + 1))
            done
            """
        let result = try await Command.run(
            FixtureFolder.checkout.appending("Fixtures/enter").string,
            [host, "--", "sh", "-c", script, "sh"] + candidates.map(\.fileName),
            environment: ["images": images.string, "host": host]
        )
        return try result.check().split(separator: "\n").map { $0 == "yes" }
    }
}
