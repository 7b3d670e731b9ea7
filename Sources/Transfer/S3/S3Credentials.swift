/// What requests to an object store are signed with; its text never shows the secrets.
package struct S3Credentials: Sendable, Equatable {
    package let accessKey: String
    let secretKey: String
    let sessionToken: String?

    /// Takes credentials as they were given.
    package init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }
}

extension S3Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "credentials" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
