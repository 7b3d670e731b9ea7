import Foundation
import SystemPackage
import Testing

@testable import RPM

/// Which package files are trusted, with packages and keys of the real world.
@Suite(Needs.data) struct SignatureTests {
    private static let fedoraPackage = "fedora-signed/rpm-sign-4.15.1-1.fc31.x86_64.rpm"
    private static let fedoraKey = "fedora-signed/RPM-GPG-KEY-fedora-31-primary"
    private static let testKey = "rpm-samples/rpm.org-rsa-2048-test.pub"

    private func verify(
        _ package: String,
        keys: [String],
        policy: SignaturePolicy = .required
    ) throws -> VerifiedPackage {
        let keyring = try Keyring(files: keys.map { Samples.data($0) })
        return try PackageFile(Samples.data(package)).verified(by: keyring, policy: policy)
    }

    @Test(arguments: [
        (fedoraPackage, fedoraKey, "50cb390b3c3359c4"),
        ("rpm-samples/hello-2.0-1.x86_64-signed.rpm", testKey, "4344591e1964c5fc"),
    ])
    func aPackageSignedByAKnownKeyIsAccepted(_ package: String, key: String, id: String) throws {
        for policy in [SignaturePolicy.required, .optional] {
            let verified = try verify(package, keys: [key], policy: policy)
            guard case .signed(let keyID, let fingerprint) = verified.signature else {
                Issue.record("\(verified.signature)")
                return
            }
            #expect(keyID == id)
            #expect(fingerprint.hasSuffix(id))
        }
    }

    @Test func otherKeysBesideDoNoHarm() throws {
        let keys = ["42", "43", "44"].map { "fedora-signed/RPM-GPG-KEY-fedora-\($0)-primary" }
        let verified = try verify(Self.fedoraPackage, keys: keys + [Self.fedoraKey, Self.testKey])
        #expect(verified.header.nevra.description == "rpm-sign-4.15.1-1.fc31.x86_64")
    }

    @Test func aKeyThatIsNotKnownIsRefused() throws {
        #expect {
            _ = try verify(
                Self.fedoraPackage,
                keys: ["fedora-signed/RPM-GPG-KEY-fedora-42-primary"]
            )
        } throws: { error in
            guard case PackageFileError.unknownKey(_, let id)? = error as? PackageFileError else {
                return false
            }
            return id == "50cb390b3c3359c4"
        }
        let verified = try verify(Self.fedoraPackage, keys: [], policy: .optional)
        #expect(verified.signature == .unknownKey(keyID: "50cb390b3c3359c4"))
    }

    @Test func anUnsignedPackageNeedsLeave() throws {
        let package = "rpm-samples/hello-2.0-1.x86_64.rpm"
        #expect {
            _ = try verify(package, keys: [Self.testKey])
        } throws: { error in
            if case PackageFileError.unsigned? = error as? PackageFileError { true } else { false }
        }
        let verified = try verify(package, keys: [Self.testKey], policy: .optional)
        #expect(verified.signature == .unsigned)
    }

    @Test(arguments: [SignaturePolicy.required, .optional])
    func aCorruptedPackageIsRefused(_ policy: SignaturePolicy) throws {
        #expect(throws: PackageFileError.self) {
            _ = try verify(
                "rpm-samples/hello-2.0-1.x86_64-corrupted.rpm",
                keys: [Self.testKey],
                policy: policy
            )
        }
    }

    /// The header of such a package is fine, and librpm's reader alone accepts it.
    @Test(arguments: [1, 100, 2000], [SignaturePolicy.required, .optional])
    func aPayloadWithOneWrongByteIsRefused(_ distance: Int, _ policy: SignaturePolicy) async throws
    {
        try await withScratch { scratch in
            let copy = try Self.copy(Self.fedoraPackage, to: scratch)
            let size = try FileManager.default.attributesOfItem(atPath: copy.string)[.size] as? Int
            try flip(copy, at: try #require(size) - distance)
            let keyring = try Keyring(files: [Samples.data(Self.fedoraKey)])
            #expect {
                _ = try PackageFile(copy).verified(by: keyring, policy: policy)
            } throws: { error in
                guard case PackageFileError.damaged(_, let details)? = error as? PackageFileError
                else { return false }
                return !details.isEmpty
            }
        }
    }

    @Test(arguments: [0, 1, 95, 96, 100, 4000, 10_000, 24_000])
    func aPackageThatIsCutShortIsRefused(_ length: Int) async throws {
        try await withScratch { scratch in
            let copy = try Self.copy(Self.fedoraPackage, to: scratch)
            let bytes = try Data(contentsOf: URL(filePath: copy.string))
            try bytes.prefix(length).write(to: URL(filePath: copy.string))
            #expect(throws: PackageFileError.self) {
                _ = try PackageFile(copy).verified(by: Keyring(), policy: .optional)
            }
        }
    }

    @Test func sizeAndChecksumMustFit() throws {
        let package = Samples.data(Self.fedoraPackage)
        let keyring = try Keyring(files: [Samples.data(Self.fedoraKey)])
        let checksum = try FileChecksum(of: package)
        _ = try PackageFile(package).verified(
            by: keyring,
            policy: .required,
            checksum: checksum,
            size: 25056
        )
        #expect(throws: PackageFileError.self) {
            _ = try PackageFile(package).verified(by: keyring, policy: .required, size: 25055)
        }
        let other = try FileChecksum(of: Samples.data(Self.fedoraKey))
        #expect(throws: PackageFileError.self) {
            _ = try PackageFile(package).verified(by: keyring, policy: .required, checksum: other)
        }
    }

    @Test func aFileThatChangesAfterVerificationIsNotRead() async throws {
        try await withScratch { scratch in
            let copy = try Self.copy(Self.fedoraPackage, to: scratch)
            let keyring = try Keyring(files: [Samples.data(Self.fedoraKey)])
            let verified = try PackageFile(copy).verified(by: keyring, policy: .required)
            try flip(copy, at: 24_000)
            #expect(throws: PackageFileError.self) {
                try verified.forEachEntry { _, _ in }
            }
        }
    }

    @Test(arguments: [
        ("31", "7d22d5867f2a4236474bf7b850cb390b3c3359c4"),
        ("42", "b0f4950458f69e1150c6c5edc8ac4916105ef944"),
    ])
    func aKeyHasItsFingerprint(_ release: String, fingerprint: String) throws {
        let keyring = try Keyring(
            files: [Samples.data("fedora-signed/RPM-GPG-KEY-fedora-\(release)-primary")])
        #expect(keyring.keys.map(\.fingerprint) == [fingerprint])
        #expect(keyring.keys[0].userID?.hasPrefix("Fedora (\(release)) <fedora-") == true)
    }

    @Test func severalKeysMayShareAFile() throws {
        var text = ""
        for release in ["31", "42", "43"] {
            text += try String(
                contentsOfFile: Samples.data("fedora-signed/RPM-GPG-KEY-fedora-\(release)-primary")
                    .string,
                encoding: .utf8
            )
        }
        var keyring = Keyring()
        try keyring.add(Array(text.utf8), name: "three keys")
        #expect(keyring.keys.count == 3)
        try keyring.add(Array(text.utf8), name: "the same again")
        #expect(keyring.keys.count == 3)
    }

    @Test(arguments: [
        "", "no key at all", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n=AAAA\n-----END PGP PUBLIC KEY BLOCK-----\n",
        "\u{fffd}\u{fffd}\u{fffd}",
    ])
    func aTextWithoutKeysIsRefused(_ text: String) {
        var keyring = Keyring()
        #expect(throws: KeyringError.self) { try keyring.add(Array(text.utf8), name: "text") }
        #expect(keyring.keys.isEmpty)
    }

    private static func copy(_ package: String, to folder: FilePath) throws -> FilePath {
        let copy = folder.appending("package.rpm")
        try FileManager.default.copyItem(atPath: Samples.data(package).string, toPath: copy.string)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: copy.string)
        return copy
    }
}
