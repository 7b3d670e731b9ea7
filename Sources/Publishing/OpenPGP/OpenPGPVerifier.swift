import Files
import Model
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Checks detached OpenPGP signatures with `gpgv`, against keys that are known by their fingerprints.
package struct OpenPGPVerifier: Sendable {
    private let program: GnuPG
    private let keyring: [UInt8]
    private let pinned: Set<OpenPGPFingerprint>

    /// Makes a verifier from a keyring (binary, not armoured) and the primary keys of it that are believed.
    ///
    /// Throws: `OpenPGPError.noProgram`.
    package init(
        keyring: [UInt8],
        pinned: Set<OpenPGPFingerprint>
    ) throws(OpenPGPError) {
        program = try GnuPG("gpgv")
        self.keyring = keyring
        self.pinned = pinned
    }

    /// Checks a signature over bytes.
    ///
    /// Throws: `OpenPGPError`, `.refused` when it is not to be believed; `FileError`.
    package func verify(
        _ signature: [UInt8],
        over bytes: [UInt8],
        now: Int64
    ) async throws -> OpenPGPSignature {
        // gpgv reads keys and signature by path, and wants a home: one that nobody else can write to, for this one run.
        var template = Array("/tmp/veneer-gpgv-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw FileError.system(action: "make", path: "/tmp", Errno(rawValue: errno))
        }
        let path = FilePath(platformString: made)
        defer { _ = rmdir(path.string) }
        let folder = try Folder(path)
        defer {
            for name in ["keyring", "signature"] {
                _ = unlinkat(folder.descriptor.rawValue, name, 0)
            }
        }
        try folder.write(keyring, to: "keyring")
        try folder.write(signature, to: "signature")
        let arguments = [
            "--status-fd", "1", "--homedir", path.string,
            "--keyring", path.appending("keyring").string,
            path.appending("signature").string, "-",
        ]
        let answer = try await program.run(arguments, input: bytes)
        do throws(SignatureRefusal) {
            let status = String(decoding: answer.output, as: UTF8.self)
            return try OpenPGPSignature(status: status, pinned: pinned, now: now)
        } catch {
            throw OpenPGPError.refused(error)
        }
    }
}
