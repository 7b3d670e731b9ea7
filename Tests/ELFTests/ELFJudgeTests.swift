import ELF
import Model
import SystemPackage
import TestSupport
import Testing

@Suite("ELF, judged by readelf")
struct ELFJudgeTests {
    private static let folders = [
        "/usr/bin", "/usr/sbin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64", "/usr/lib/systemd", "/usr/lib/git-core",
    ]

    @Test(
        "Every program and library of this machine says what readelf reads in it",
        .enabled(if: Command.exists("readelf"), "readelf is missing")
    )
    func system() async throws {
        var found: [(FilePath, ELFFacts)] = []
        for folder in Self.folders {
            let listed = try await Command.run(
                "find",
                folder,
                "-maxdepth",
                "1",
                "-type",
                "f",
                "-size",
                "-20M"
            )
            for line in listed.output.split(separator: "\n").sorted().prefix(300) {
                let file = FilePath(String(line))
                guard let facts = try ELFFacts(reading: bytes(of: file)) else { continue }
                found.append((file, facts))
            }
        }
        try #require(found.count > 50)
        let answers = try await Readelf.read(found.map(\.0))
        try #require(answers.count == found.count)
        for ((file, facts), answer) in zip(found, answers) {
            #expect(Readelf.Answer(facts) == answer, "\(file)")
        }
        #expect(found.contains { !$0.1.definedVersions.isEmpty })
        #expect(found.contains { $0.1.neededVersions.count > 1 })
    }

    struct Machine: CustomTestStringConvertible {
        let target: String
        let bits: Int
        let architecture: Architecture?
        var testDescription: String { target }
    }

    static let machines = [
        Machine(target: "x86_64-linux-gnu", bits: 64, architecture: .x86_64),
        Machine(target: "aarch64-linux-gnu", bits: 64, architecture: .aarch64),
        Machine(target: "aarch64_be-linux-gnu", bits: 64, architecture: nil),
        Machine(target: "i386-linux-gnu", bits: 32, architecture: nil),
        Machine(target: "armv7-linux-gnueabihf", bits: 32, architecture: nil),
        Machine(target: "riscv64-linux-gnu", bits: 64, architecture: nil),
        Machine(target: "powerpc64-linux-gnu", bits: 64, architecture: nil),
        Machine(target: "s390x-linux-gnu", bits: 64, architecture: nil),
        Machine(target: "mips-linux-gnu", bits: 32, architecture: nil),
    ]

    @Test(
        "Libraries for any machine, of either byte order, are read",
        .enabled(
            if: ["clang", "ld.lld", "readelf"].allSatisfy(Command.exists),
            "clang, lld or readelf is missing"
        ),
        arguments: machines
    )
    func machine(_ machine: Machine) async throws {
        try await withTemporaryFolder { folder in
            let object = folder.appending("a.o").string
            let needed = folder.appending("libneeded.so")
            let library = folder.appending("liba.so")
            let script = folder.appending("versions").string
            try await Command.run("tee", script, input: "V_1 { f; }; V_2 { g; } V_1;").check()
            try await Command.run(
                "clang",
                "-target",
                machine.target,
                "-c",
                "-fPIC",
                "-x",
                "c",
                "-",
                "-o",
                object,
                input: "void f(void) {}\nvoid g(void) {}"
            ).check()
            let common = ["-shared", "--hash-style=sysv"]
            try await Command.run(
                "ld.lld",
                common + [
                    "-soname", "libneeded.so.1", "--version-script", script, object, "-o",
                    needed.string,
                ]
            ).check()
            try await Command.run(
                "clang",
                "-target",
                machine.target,
                "-c",
                "-fPIC",
                "-x",
                "c",
                "-",
                "-o",
                object,
                input: "void f(void); void g(void); void h(void) { f(); g(); }"
            ).check()
            try await Command.run(
                "ld.lld",
                common + [
                    "-soname", "liba.so.2", "-rpath", "$ORIGIN/../x:/usr/lib/y",
                    "--dynamic-linker=/lib/ld.so.9", object, needed.string, "-o", library.string,
                ]
            ).check()
            for file in [needed, library] {
                let facts = try #require(try ELFFacts(reading: bytes(of: file)))
                #expect(try await [Readelf.Answer(facts)] == Readelf.read([file]))
                #expect(facts.architecture == machine.architecture)
                #expect(facts.wordSize.rawValue == machine.bits)
            }
            let facts = try #require(try ELFFacts(reading: bytes(of: library)))
            #expect(facts.soname == "liba.so.2")
            #expect(facts.needed == ["libneeded.so.1"])
            #expect(facts.runPaths == ["$ORIGIN/../x", "/usr/lib/y"])
            #expect(facts.neededVersions["libneeded.so.1"]?.sorted() == ["V_1", "V_2"])
        }
    }
}
