import Model
import Testing

/// A provenance with everything that one can have, made from nothing but constants.
enum SampleProvenance {
    static func checksum(_ byte: UInt8) -> Checksum {
        Checksum(prefix: [UInt8](repeating: byte, count: 32))
    }

    static func make() throws -> ImageProvenance {
        var base = ImageProvenance.Base(
            os: OSRelease(id: "fedora", versionID: "43", prettyName: "Fedora CoreOS 43"),
            digest: checksum(0xb0),
            packageCount: 431
        )
        base.assumptions.packages = ["glibc-2.42-4.fc43.x86_64": ["libc.so.6(GLIBC_2.38)(64bit)"]]
        base.assumptions.libraries = ["libc.so.6"]
        var provenance = ImageProvenance(
            name: try #require(ExtensionName("tools")),
            summary: "Tools, \"small\" and <large>",
            version: try #require(ImageVersion("3.4.1-2.fc43-1")),
            packageVersion: EVR(version: "3.4.1", release: "2.fc43"),
            revision: 1,
            release: try #require(ReleaseLabel("43")),
            architecture: .x86_64,
            checksum: checksum(0xaa),
            size: 1_234_567,
            inputs: checksum(0x11),
            content: checksum(0xcc),
            recipe: checksum(0xec),
            base: base,
            packages: packages(),
            units: ["tools.service"],
            builder: [
                "program": "veneer 0.1.0", "format": "erofs writer 1", "codec": "lz4hc 1.9.4",
            ]
        )
        provenance.created = 1_767_225_600
        provenance.repositories = [
            .init(
                id: "fedora",
                url: "https://mirror.example.org/fedora/43/x86_64/",
                metadata: "sha256:" + checksum(0x0f).hex
            ),
            .init(id: "local", url: nil, metadata: "sha256:" + checksum(0x10).hex),
        ]
        provenance.downloads = [
            .init(
                id: "cni",
                url: "https://example.org/cni.tgz",
                checksum: "sha256:" + checksum(0xdd).hex,
                version: "1.9"
            )
        ]
        provenance.accepted = [
            Finding(check: "owners", level: .note, subject: "/usr/x", message: "'/usr/x' is root's")
        ]
        provenance.fixes = .init(
            since: try #require(ImageVersion("3.4.0-1.fc43")),
            advisories: [
                Advisory(
                    id: "FEDORA-2026-1",
                    kind: .security,
                    severity: "Important",
                    title: "htop",
                    issued: 1_767_000_000,
                    references: [.init(kind: "cve", id: "CVE-2026-1234")],
                    packages: ["htop-3.4.1-2.fc43.x86_64"]
                )
            ]
        )
        return provenance
    }

    /// Packages as distributions have them, and some as only an enemy would.
    private static func packages() -> [ImageProvenance.Package] {
        var htop = package("htop", "3.4.1-2.fc43", 1)
        htop.license = "GPL-2.0-or-later"
        htop.vendor = "Fedora Project"
        htop.homepage = "https://htop.dev/"
        htop.sourcePackage = "htop-3.4.1-2.fc43.src.rpm"
        htop.signedBy = "c6e7f081cf80e13146676e88829b606631645531"
        htop.summary = "Interactive process viewer"
        htop.buildTime = 1_767_225_600
        var runtime = package("libstdc++", "2:15.2.1-3.fc43", 2)
        runtime.license =
            "GPL-3.0-or-later WITH GCC-exception-3.1 AND (lgpl-2.1-or-later OR LicenseRef-Fedora-Public-Domain)"
        runtime.sourcePackage = "gcc-15.2.1-3.fc43.src.rpm"
        var library = package("libgcc_s", "15.2.1-3.fc43", 3)
        library.license = "GPLv3+ with exceptions and ASL 2.0"
        library.sourcePackage = "gcc-15.2.1-3.fc43.src.rpm"
        library.repository = "local"
        library.checksum = "sha512:" + String(repeating: "3e", count: 64)
        var strange = package("a..b~c^d", "1~rc1^git-0", 4)
        strange.license = "((("
        strange.vendor = "Nobody (nobody@example.org)\nSupplier: Organization: Someone"
        strange.homepage = "javascript:alert(1)"
        strange.sourcePackage = "../../etc/passwd"
        strange.location = "Packages/ä b?c#d.rpm"
        strange.summary = "\n"
        strange.buildTime = .max
        return [htop, library, runtime, strange]
    }

    private static func package(
        _ name: String,
        _ version: String,
        _ number: UInt8
    ) -> ImageProvenance.Package {
        ImageProvenance.Package(
            name: name,
            version: EVR(version) ?? EVR(version: version, release: ""),
            architecture: "x86_64",
            repository: "fedora",
            location: "Packages/\(name)-\(version).x86_64.rpm",
            checksum: "sha256:" + checksum(number).hex,
            size: 1000,
            installedSize: 4000
        )
    }
}
