import Foundation
import SystemPackage
import Testing

@testable import RPM

/// Signatures by keys of every kind, made by gpg and rpmsign.
@Suite(Needs.program("rpmbuild"), Needs.program("rpmsign"), Needs.program("gpg"), .serialized)
struct SigningTests {
    /// A key, and how gpg makes it.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let commands: [String]
        let isAccepted: Bool
    }

    private static let generate = "gpg --batch --quiet --passphrase '' --quick-gen-key 'K <k@k>'"

    private static let kinds = [
        Kind(testDescription: "RSA", commands: ["\(generate) rsa3072 sign 0"], isAccepted: true),
        Kind(
            testDescription: "Ed25519",
            commands: ["\(generate) ed25519 sign 0"],
            isAccepted: true
        ),
        Kind(
            testDescription: "RSA subkey",
            commands: [
                "\(generate) rsa2048 cert 0",
                "gpg --batch --passphrase '' --quick-add-key $(\(fingerprint)) rsa2048 sign 0",
            ],
            isAccepted: true
        ),
    ]

    private static let fingerprint =
        "gpg --list-keys --with-colons | awk -F: '/^fpr/ {print $10; exit}'"

    @Test(arguments: kinds) func keysOfManyKindsVerify(_ kind: Kind) async throws {
        try await withScratch { scratch in
            let path = try await Self.signedPackage(in: scratch, commands: kind.commands)
            let keyring = try Keyring(files: [scratch.appending("key.asc")])
            let package = try PackageFile(path).verified(by: keyring, policy: .required)
            guard case .signed(let id, let fingerprint) = package.signature else {
                Issue.record("\(package.signature)")
                return
            }
            #expect(keyring.keys.map(\.fingerprint) == [fingerprint])
            #expect(keyring.key(id) != nil)
        }
    }

    /// A key that is made in 2020, with a subkey where it only certifies.
    private static func past(_ usage: String, expires: String) -> String {
        generate.replacing("--quiet", with: "--quiet --faked-system-time 20200101T000000")
            + " rsa2048 \(usage) \(expires)"
    }

    private static let pastSubkey =
        "gpg --batch --faked-system-time 20200101T000001 --passphrase '' --quick-add-key"
        + " $(\(fingerprint)) rsa2048 sign 0"

    /// What became of a key after it signed, or before.
    struct Fate: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let commands: [String]
        /// gpg's clock when the package is signed.
        var time: String?
        var after: [String] = []
        var refusal: KeyValidity.Objection?
    }

    private static let fates = [
        Fate(
            testDescription: "expired since it signed",
            commands: [past("sign", expires: "1y")],
            time: "20200301T000000"
        ),
        Fate(
            testDescription: "expired before it signed",
            commands: [past("sign", expires: "0")],
            after: [
                "gpg --batch --faked-system-time 20200601T000000 --passphrase ''"
                    + " --quick-set-expire $(\(fingerprint)) 1y"
            ],
            refusal: .expired
        ),
        Fate(
            testDescription: "subkey expired before it signed",
            commands: [past("cert", expires: "0"), pastSubkey],
            after: [
                "gpg --batch --faked-system-time 20200601T000000 --passphrase ''"
                    + " --quick-set-expire $(\(fingerprint)) 1y '*'"
            ],
            refusal: .expired
        ),
        Fate(
            testDescription: "revoked",
            commands: ["\(generate) rsa2048 sign 0"],
            after: [
                "sed 's/^:---/---/' $GNUPGHOME/openpgp-revocs.d/*.rev | gpg --batch --import"
            ],
            refusal: .revoked
        ),
        Fate(
            testDescription: "renewed",
            commands: [past("sign", expires: "1y")],
            time: "20200301T000000",
            after: [
                "gpg --batch --faked-system-time 20200601T000000 --passphrase ''"
                    + " --quick-set-expire $(\(fingerprint)) 0"
            ]
        ),
    ]

    @Test(arguments: fates) func whatBecameOfTheKeyCounts(_ fate: Fate) async throws {
        try await withScratch { scratch in
            let path = try await Self.signedPackage(
                in: scratch,
                commands: fate.commands,
                time: fate.time,
                after: fate.after
            )
            let keyring = try Keyring(files: [scratch.appending("key.asc")])
            for policy in [SignaturePolicy.required, .optional] {
                do {
                    let package = try PackageFile(path).verified(by: keyring, policy: policy)
                    #expect(fate.refusal == nil)
                    #expect(package.signature != .unsigned)
                } catch PackageFileError.unusableKey(_, _, let objection) {
                    #expect(objection == fate.refusal)
                }
            }
        }
    }

    /// Makes a key, exports it as `key.asc` and returns a package that it signed.
    private static func signedPackage(
        in scratch: FilePath,
        commands: [String],
        time: String? = nil,
        after: [String] = []
    ) async throws -> FilePath {
        let path = try await BuiltPackage.build(
            in: scratch,
            install: "mkdir -p $R/usr; echo > $R/usr/file",
            files: "/usr/file"
        )
        let clock =
            time.map { "--define '_gpg_sign_cmd_extra_args --faked-system-time \($0)'" } ?? ""
        let script = """
            set -eu
            export GNUPGHOME=$1/gpg
            mkdir -m 700 "$GNUPGHOME"
            trap 'gpgconf --kill all' EXIT
            {
            \(commands.joined(separator: "\n"))
            rpmsign --define "__gpg $(command -v gpg)" --define '_gpg_name k@k' \(clock) --addsign "$2"
            \(after.joined(separator: "\n"))
            gpg --armor --export > "$1/key.asc"
            } > "$1/log" 2>&1 || { cat "$1/log" >&2; exit 1; }
            """
        _ = try await output("sh", "-c", script, "sh", scratch.string, path.string)
        return path
    }
}
