package import Model

/// A request to an object store that was not done, or not as it should be.
package enum S3Error: Diagnosable, Equatable {
    case noCredentials(String)
    case noRegion
    case badName(String, reason: String)
    /// The store said no.
    case refused(String, S3Refusal)
    /// The bucket, or the object, is not there.
    case missing(String)
    /// The store's answer is not what the protocol says.
    case unreadable(String, reason: String)
    /// The store has something else than what was just stored there.
    case differs(String, reason: String)
    /// What was to be stored has other bytes than it is said to have.
    case otherContent(String)
    /// Somebody else has changed the object in the meantime.
    case changed(String)
    case tooMany(prefix: String, limit: Int)
    case transfer(TransferError)
}

/// Why a store said no, in its own words as far as those are words of the protocol.
package struct S3Refusal: Equatable, Sendable {
    package var status: Int
    /// Such as `AccessDenied`; empty when the answer names none.
    package var code: String
    /// What the store's support asks for.
    package var requestID: String?
    /// Where the bucket really is, when that is the reason.
    package var region: String?
}

extension S3Error {
    package var description: String {
        switch self {
        case .noCredentials(let reason): "there are no credentials for the object store: \(reason)"
        case .noRegion: "the object store's region is not known"
        case .badName(let name, let reason): "'\(name)' cannot be stored: \(reason)"
        case .refused(let subject, let refusal): "the object store refused \(subject): \(refusal)"
        case .missing(let name): "there is no '\(name)'"
        case .unreadable(let subject, let reason):
            "the object store's answer to \(subject) cannot be read: \(reason)"
        case .differs(let name, let reason): "'\(name)' is not what was stored: \(reason)"
        case .otherContent(let name): "'\(name)' does not have the bytes that were looked at before"
        case .changed(let name): "'\(name)' was changed by somebody else in the meantime"
        case .tooMany(let prefix, let limit): "'\(prefix)' has more than \(limit) objects"
        case .transfer(let error): error.description
        }
    }

    package var hint: String? {
        switch self {
        case .noCredentials:
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE for a profile in ~/.aws/credentials"
        case .noRegion: "set AWS_REGION, or give the store's address with --s3-endpoint URL"
        case .refused(_, let refusal): refusal.hint
        case .missing: "check the names of the bucket and the prefix"
        case .unreadable: "check that the address is that of an S3-compatible store"
        case .differs:
            "the store cannot be trusted to keep what it is given; nothing refers to it yet"
        case .changed: "another publication is under way; run this one again"
        case .transfer(let error): error.hint
        case .otherContent: "something changes the file; it was not stored"
        case .badName, .tooMany: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .noCredentials, .noRegion, .badName: .usage
        case .differs: .verification
        case .transfer(let error): error.kind
        default: .failed
        }
    }
}

extension S3Refusal: CustomStringConvertible {
    package var description: String {
        let reason = code.isEmpty ? "status \(status)" : "\(code) (status \(status))"
        return requestID.map { "\(reason), request \($0)" } ?? reason
    }

    fileprivate var hint: String {
        if let region { return "the bucket is in the region '\(region)'; set AWS_REGION to it" }
        return switch code {
        case "SignatureDoesNotMatch": "the secret key is not the one that belongs to the access key"
        case "InvalidAccessKeyId", "ExpiredToken", "InvalidToken":
            "the credentials are not valid, or not any more"
        case "RequestTimeTooSkewed": "set this machine's clock"
        case "AccessDenied":
            "the credentials must allow s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListBucket and s3:AbortMultipartUpload"
        case "NoSuchBucket": "make the bucket first, or check its name"
        default:
            status >= 500 || status == 429
                ? "the store has trouble; run it again later"
                : "check the store's address and bucket"
        }
    }
}
