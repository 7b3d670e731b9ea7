import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

struct FileCapabilitiesTests {
    private static let texts = [
        "cap_net_raw=ep", "cap_net_raw,cap_net_admin=eip", "cap_setuid=p", "cap_setgid+i",
        "=ep", "cap_sys_admin,cap_bpf,cap_perfmon=ep", "cap_net_bind_service=ep cap_chown+ip-e+e",
        "cap_checkpoint_restore=p",
    ]

    /// `setcap` writes the attribute as the kernel wants it, and `getfattr` shows the bytes.
    @Test(
        Needs.program("setcap"),
        Needs.program("getfattr"),
        .enabled(if: getuid() == 0, "needs root"),
        arguments: texts
    )
    func theAttributeIsWhatSetcapWrites(_ text: String) async throws {
        try await withScratch { scratch in
            let file = scratch.appending("file")
            try Data().write(to: URL(filePath: file.string))
            _ = try await output("setcap", text, file.string)
            let attribute = try #require(try FileCapabilities.attribute(text))
            let dumped = try await output(
                "getfattr",
                "--absolute-names",
                "-n",
                "security.capability",
                "-e",
                "hex",
                file.string
            )
            #expect(dumped.contains("security.capability=0x\(Hexadecimal.text(attribute))\n"))
        }
    }

    @Test(arguments: ["=", "cap_net_raw=", "all="]) func anEmptySetIsNoAttribute(
        _ text: String
    ) throws {
        #expect(try FileCapabilities.attribute(text) == nil)
    }

    @Test(arguments: [
        ("cap_no_such=ep", FileCapabilitiesError.malformed("cap_no_such=ep")),
        ("rubbish", .malformed("rubbish")),
        (
            "cap_net_raw=ep cap_net_admin=p",
            .partlyEffective("cap_net_raw=ep cap_net_admin=p")
        ),
    ]) func whatCannotBeStoredIsRefused(_ text: String, error: FileCapabilitiesError) {
        #expect(throws: error) { _ = try FileCapabilities.attribute(text) }
    }
}
