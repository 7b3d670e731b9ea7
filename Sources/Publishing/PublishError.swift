package import Model
package import TUF

/// A publication that did not happen; the repository is as it was.
package enum PublishError: Diagnosable {
    case noKeys
    case refused(image: String, ImageRefusal)
    /// Other bytes are published under this name already.
    case otherBytes(image: String)
    case unknownImage(String)
    /// Clients would take the image for older than another one, or for the same.
    case notNewer(image: String, than: String, by: VersionRule)
    /// Two names that differ only in what some file systems and people do not tell apart.
    case collision(image: String, with: String)
    case badRetention(Int)
    case missingImage(String, repository: String)
    case nothing(folder: String)
    case busy(repository: String)
    case untrustedMetadata(repository: String, file: String, cause: TrustError)
    case unreadableIndex(repository: String, IndexError)
    /// Another root has been published under a version that the keys' folder has too.
    case otherRoot(repository: String, version: Int64)
    /// No private key is at hand that may sign for a role.
    case noSigner(role: String, keyIDs: [String], place: String)
    case expiredRoot(place: String, seconds: Int64)
    /// What is there is signed for systemd-sysupdate, and nobody was named to do so again.
    case noSysupdateKey(repository: String)
    case badLifetime(Int)
    case badURL(String)

    package var description: String {
        switch self {
        case .noKeys: "a repository is signed, and no keys were given"
        case .refused(let image, let refusal): "'\(image)' cannot be published: \(refusal)"
        case .otherBytes(let image):
            "'\(image)' is published already, with other bytes"
        case .notNewer(let image, let other, .version):
            "'\(image)' is not newer than '\(other)' for systemd-sysupdate"
        case .notNewer(let image, let other, .package):
            "'\(image)' has an older package than '\(other)' by RPM's order"
        case .collision(let image, let other):
            "'\(image)' and '\(other)' differ in capital letters only"
        case .badRetention(let count): "a repository cannot keep \(count) versions"
        case .unknownImage(let image): "no image '\(image)' is published"
        case .missingImage(let image, let repository):
            "'\(repository)' lists '\(image)', but the file is missing or has another size"
        case .nothing(let folder): "there is no image in '\(folder)'"
        case .busy(let repository): "another publication to '\(repository)' is under way"
        case .untrustedMetadata(let repository, let file, _):
            "'\(file)' of '\(repository)' is not what these keys published"
        case .unreadableIndex(let repository, _): "the metadata of '\(repository)' cannot be read"
        case .otherRoot(let repository, let version):
            "'\(repository)' has another root of version \(version) than these keys"
        case .noSigner(let role, let keyIDs, let place):
            "'\(role)' has to be signed, and '\(place)' has too few of its keys: "
                + keyIDs.map { String($0.prefix(12)) }.joined(separator: ", ")
        case .expiredRoot(let place, let seconds):
            "the root of '\(place)' expired at \(UTCTime.text(seconds))"
        case .noSysupdateKey(let repository):
            "'\(repository)' is signed for systemd-sysupdate, and no OpenPGP key was given"
        case .badLifetime(let days): "metadata cannot be valid for \(days) days"
        case .badURL(let text): "'\(text)' is no address that systemd-sysupdate could fetch from"
        }
    }

    package var cause: (any Error)? {
        switch self {
        case .untrustedMetadata(_, _, let cause): cause
        case .unreadableIndex(_, let cause): cause
        default: nil
        }
    }

    package var hint: String? {
        switch self {
        case .noKeys: "make them with 'veneer key generate FOLDER' and give them with --keys FOLDER"
        case .refused: "build it again; nothing was published"
        case .otherBytes:
            "published bytes never change: raise `revision:` in the recipe and build again"
        case .notNewer:
            "no host would ever take it: raise `revision:` in the recipe and build again, or publish it for another release"
        case .collision: "give one of them another name"
        case .badRetention: "give --keep a number from 1"
        case .unknownImage: "name it as the repository does: NAME/NAME-VERSION-RELEASE-ARCH.raw"
        case .missingImage: "put the file back, or publish it again from where it was built"
        case .nothing: "build images into it with 'veneer build RECIPE --base DIR --output DIR'"
        case .busy: "wait until it is done"
        case .untrustedMetadata, .otherRoot: "use the keys that the repository was published with"
        case .unreadableIndex: nil
        case .noSigner: "put the key's file there, or publish where it is"
        case .expiredRoot(let place, _):
            "sign it anew with the root keys: 'veneer key rotate \(place) --renew'"
        case .noSysupdateKey:
            "give --gpg-key, or remove each SHA256SUMS.gpg when no host needs them any more"
        case .badLifetime: "give --expires a number from 1 to 365"
        case .badURL: "give --url the http: or https: address that the repository is served at"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .noKeys, .noSysupdateKey, .badLifetime, .badURL: .usage
        case .refused, .untrustedMetadata, .otherRoot, .expiredRoot: .verification
        default: .failed
        }
    }
}
