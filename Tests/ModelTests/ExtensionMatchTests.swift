import Model
import Testing

@Suite("Whether an extension fits a host")
struct ExtensionMatchTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let release: String
        let host: String
        let match: ExtensionMatch
        var testDescription: String { "\(release) on \(host): \(match)" }
    }

    static let fedora = "ID=fedora\nVERSION_ID=43\n"
    static let cases = [
        Case(release: "ID=fedora\nVERSION_ID=43", host: fedora, match: .fits),
        Case(
            release: "ID=fedora\nVERSION_ID=42",
            host: fedora,
            match: .otherRelease("42", host: "43")
        ),
        Case(release: "ID=fedora", host: fedora, match: .otherRelease(nil, host: "43")),
        Case(release: "ID=_any\nVERSION_ID=42", host: fedora, match: .fits),
        Case(
            release: "ID=_any\nARCHITECTURE=x86_64",
            host: fedora,
            match: .otherArchitecture("x86_64", host: .x86_64)
        ),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nARCHITECTURE=arm64",
            host: fedora,
            match: .otherArchitecture("arm64", host: .x86_64)
        ),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nARCHITECTURE=x86-64",
            host: fedora,
            match: .fits
        ),
        Case(release: "VERSION_ID=43", host: fedora, match: .noID),
        Case(release: "# nothing\n", host: fedora, match: .emptyReleaseFile),
        Case(release: "ID=debian", host: fedora, match: .otherOS("debian", host: "fedora")),
        Case(
            release: "ID=fedora\nVERSION_ID=43",
            host: "ID=nobara\nID_LIKE=\"rhel fedora\"\nVERSION_ID=43",
            match: .fits
        ),
        Case(
            release: "ID=fedora\nSYSEXT_LEVEL=2",
            host: fedora + "SYSEXT_LEVEL=2",
            match: .fits
        ),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nSYSEXT_LEVEL=1",
            host: fedora + "SYSEXT_LEVEL=2",
            match: .otherLevel("1", host: "2")
        ),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nSYSEXT_LEVEL=1",
            host: fedora,
            match: .fits
        ),
        Case(release: "ID=debian\nVERSION_ID=13", host: "ID=debian\n", match: .fits),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nSYSEXT_SCOPE=initrd",
            host: fedora,
            match: .outOfScope(["initrd"])
        ),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nSYSEXT_SCOPE=",
            host: fedora,
            match: .outOfScope([])
        ),
        Case(
            release: "ID=fedora\nVERSION_ID=43\nSYSEXT_SCOPE='system initrd'",
            host: fedora,
            match: .fits
        ),
    ]

    @Test("systemd's rules, in systemd's order", arguments: cases)
    func rules(_ example: Case) {
        let release = ExtensionRelease(parsing: example.release)
        let host = OSRelease(parsing: example.host)
        #expect(release.match(host, architecture: .x86_64) == example.match)
    }

    @Test("A release file that was written is read back the same")
    func roundTrip() throws {
        let os = OSRelease(parsing: Self.fedora)
        let release = ExtensionRelease(matching: os, architecture: .x86_64, reloadsManager: true)
        let text = release.text(
            name: try #require(ExtensionName("htop")),
            version: try #require(ImageVersion("3-1"))
        )
        #expect(
            text == """
                ID=fedora
                VERSION_ID=43
                ARCHITECTURE=x86-64
                EXTENSION_RELOAD_MANAGER=1
                SYSEXT_ID=htop
                SYSEXT_VERSION_ID=3-1

                """
        )
        #expect(ExtensionRelease(parsing: text) == release)
    }
}
