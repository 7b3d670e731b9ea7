import Archive
import Foundation
import SELinux
import SystemPackage
import TestSupport
import Testing

@Suite("Types of policies and modules", .enabled(if: BuiltPolicy.canBuild, "\(BuiltPolicy.needs)"))
struct PolicyTests {
    private static let converter = "/usr/libexec/selinux/hll/pp"
    private static let distribution = "/usr/share/selinux/default"

    @Test("A policy for the kernel", arguments: [24, 26, 27, 28, 29, 30, 31, 32, 33])
    func kernel(_ version: Int) async throws {
        try await withTemporaryFolder { folder in
            let bytes = try await BuiltPolicy.makePolicy(in: folder, version: version)
            let types = try Set(typesOfPolicy: bytes, name: "policy.\(version)")
            #expect(types == ["kernel_t", "usr_t", "bin_t", "lib_t", "shlib_t"])
        }
    }

    @Test("A policy that is newer than libsepol: one more map of types before the tables")
    func newest() async throws {
        try await withTemporaryFolder { folder in
            var bytes = try await BuiltPolicy.makePolicy(in: folder, version: 33)
            // Magic, length, "SE Linux", version, configuration, two numbers; then two maps of bits.
            #expect(bytes[16] == 33)
            bytes[16] = 35
            let empty: [UInt8] = [64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            bytes.insert(contentsOf: empty, at: 32)
            #expect(try Set(typesOfPolicy: bytes, name: "policy.35").contains("bin_t"))
            bytes[16] = 36
            #expect(throws: LabelError.badPolicy("policy.36", .version(36))) {
                _ = try Set(typesOfPolicy: bytes, name: "policy.36")
            }
        }
    }

    @Test("A module package", arguments: [18, 19, 20, 21])
    func module(_ version: Int) async throws {
        try await withTemporaryFolder { folder in
            let bytes = try await BuiltPolicy.makeModule(in: folder, version: version)
            let module = try PolicyModule(bytes, name: "demo.pp")
            #expect(
                module.types == [
                    "demo_t", "demo_exec_t", "demo_data_t", "demo_old_t", "demo_optional_t",
                ]
            )
            #expect(
                module.rules.map(\.expression) == [
                    "/usr/bin/demo", "/usr/share/demo(/.*)?", "/usr/lib/demo/old",
                    "/usr/lib/demo/other(/.*)?",
                ]
            )
            #expect(module.rules[0].kind == "--")
        }
    }

    @Test(
        "The same module in the intermediate language, as its own tool writes it",
        .enabled(if: isReadable(FilePath(converter)), "needs \(converter)")
    )
    func language() async throws {
        try await withTemporaryFolder { folder in
            let bytes = try await BuiltPolicy.makeModule(in: folder)
            let text = try await Command.run(
                Self.converter,
                folder.appending("demo.pp").string
            ).check()
            let module = try PolicyModule(bytes, name: "demo.pp")
            #expect(try PolicyModule(Array(text.utf8), name: "demo.cil") == module)
        }
    }

    @Test(
        "Every module of the distribution's policy is read as its own tool reads it",
        .enabled(
            if: isReadable(FilePath(distribution)) && isReadable(FilePath(converter)),
            "needs 'selinux-policy-default', and \(converter)"
        )
    )
    func distributionModules() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.distribution)
            .filter { $0.hasSuffix(".pp.bz2") && !$0.hasPrefix("base.") }
        try await withTemporaryFolder { folder in
            let plain = folder.appending("plain.pp")
            for name in names {
                let packed = try bytes(of: FilePath(Self.distribution).appending(name))
                let unpacked = try Unpacked.bytes(of: packed, name: name, limit: 64 << 20)
                try write(unpacked, to: plain)
                let text = try await Command.run(Self.converter, plain.string).check()
                let module = try PolicyModule(unpacked, name: name)
                let judged = try PolicyModule(Array(text.utf8), name: "judge.cil")
                #expect(module.types == judged.types, "\(name)")
                #expect(Set(module.rules) == Set(judged.rules), "\(name)")
            }
        }
    }
}
