import Files
import Glibc
import SystemPackage

extension S3Credentials {
    /// In bytes: far more than a file of credentials has.
    private static let fileLimit = 1 << 20

    /// Finds credentials where Amazon's own programs look first: the environment, then the shared credentials file.
    ///
    /// `AWS_PROFILE` names the profile in that file.
    ///
    /// Throws: `S3Error.noCredentials`.
    package static func found(in environment: [String: String]) throws(S3Error) -> S3Credentials {
        let access = value("AWS_ACCESS_KEY_ID", environment)
        switch (access, value("AWS_SECRET_ACCESS_KEY", environment)) {
        case (let access?, let secret?):
            return S3Credentials(
                accessKey: access,
                secretKey: secret,
                sessionToken: value("AWS_SESSION_TOKEN", environment)
            )
        case (_?, nil): throw .noCredentials("AWS_SECRET_ACCESS_KEY is not set")
        case (nil, _?): throw .noCredentials("AWS_ACCESS_KEY_ID is not set")
        case (nil, nil): break
        }
        guard let path = sharedFile(environment) else {
            throw .noCredentials("neither AWS_ACCESS_KEY_ID nor HOME is set")
        }
        return try read(path, profile: value("AWS_PROFILE", environment) ?? "default")
    }

    private static func value(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func sharedFile(_ environment: [String: String]) -> FilePath? {
        if let named = value("AWS_SHARED_CREDENTIALS_FILE", environment) { return FilePath(named) }
        return value("HOME", environment).map { FilePath($0).appending(".aws/credentials") }
    }

    private static func read(
        _ path: FilePath,
        profile: String
    ) throws(S3Error) -> S3Credentials {
        let bytes = try fileBytes(path)
        let values = profileValues(String(decoding: bytes, as: UTF8.self), profile)
        guard let values else {
            throw .noCredentials("'\(path.string)' has no profile '\(profile)'")
        }
        guard let access = values["aws_access_key_id"], let secret = values["aws_secret_access_key"]
        else {
            throw .noCredentials(
                "profile '\(profile)' in '\(path.string)' has no access key or no secret key"
            )
        }
        return S3Credentials(
            accessKey: access,
            secretKey: secret,
            sessionToken: values["aws_session_token"]
        )
    }

    /// The file may be a link, as secrets in containers are.
    private static func fileBytes(_ path: FilePath) throws(S3Error) -> [UInt8] {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            defer { _ = close(file.rawValue) }
            return try readAll(file, limit: fileLimit, path: path.string)
        } catch Errno.noSuchFileOrDirectory {
            throw .noCredentials(
                "AWS_ACCESS_KEY_ID is not set, and there is no file '\(path.string)'"
            )
        } catch {
            throw .noCredentials("cannot read '\(path.string)': \(error)")
        }
    }

    /// The values under a heading of an INI file, or nothing when there is no such heading.
    static func profileValues(_ text: String, _ profile: String) -> [String: String]? {
        var found: [String: String]?
        var isInside = false
        for line in text.split(whereSeparator: \.isNewline) {
            let line = trimmed(line)
            if line.hasPrefix("["), line.hasSuffix("]") {
                isInside = trimmed(line.dropFirst().dropLast()) == profile
                if isInside, found == nil { found = [:] }
            } else if isInside, !line.hasPrefix("#"), !line.hasPrefix(";"),
                let equals = line.firstIndex(of: "=")
            {
                let value = trimmed(line[line.index(after: equals)...])
                if !value.isEmpty { found?[trimmed(line[..<equals]).lowercased()] = value }
            }
        }
        return found
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
