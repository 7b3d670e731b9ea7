import Crypto
import Model

/// Signs requests to an object store (AWS Signature Version 4, "Authenticating Requests (AWS Signature Version 4)" in the S3 API reference).
package struct S3Signature: Sendable {
    package var credentials: S3Credentials
    package var region: String
    /// The service in the scope.
    package var service = "s3"

    /// Makes a signer.
    package init(credentials: S3Credentials, region: String) {
        self.credentials = credentials
        self.region = region
    }

    /// What is signed of a request.
    package struct Request: Sendable {
        package var method: String
        /// As it is sent, percent-encoded.
        package var path: String
        /// Neither encoded nor sorted.
        package var query: [(name: String, value: String)] = []
        /// Every header that is signed; the host must be one of them.
        package var headers: [HTTPExchange.Header] = []
        /// The body's SHA-256 in hexadecimal, or `UNSIGNED-PAYLOAD`.
        package var payload: String

        /// Makes a request.
        package init(
            method: String,
            path: String,
            query: [(name: String, value: String)] = [],
            headers: [HTTPExchange.Header] = [],
            payload: String
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.headers = headers
            self.payload = payload
        }
    }

    /// The value of the `Authorization` header.
    package func authorization(of request: Request, at time: S3Time) -> String {
        let scope = "\(time.day)/\(region)/\(service)/aws4_request"
        let (canonical, names) = Self.canonicalRequest(request)
        let digest = Hexadecimal.text(SHA256.hash(data: Array(canonical.utf8)))
        let text = "AWS4-HMAC-SHA256\n\(time.stamp)\n\(scope)\n\(digest)"
        let signature = Hexadecimal.text(Self.hmac(key(on: time.day), text))
        return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope),"
            + "SignedHeaders=\(names),Signature=\(signature)"
    }

    /// The text that stands for a request, and the names of the headers in it.
    static func canonicalRequest(_ request: Request) -> (text: String, names: String) {
        let headers = request.headers
            .map { ($0.name.lowercased(), Self.trimmed($0.value)) }
            .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        let names = headers.map(\.0).joined(separator: ";")
        let lines =
            [request.method, request.path, PercentEncoding.query(request.query)]
            + headers.map { "\($0.0):\($0.1)" } + ["", names, request.payload]
        return (lines.joined(separator: "\n"), names)
    }

    /// The key for one day, region and service.
    private func key(on day: String) -> [UInt8] {
        [day, region, service, "aws4_request"]
            .reduce(Array("AWS4\(credentials.secretKey)".utf8)) { Self.hmac($0, $1) }
    }

    private static func hmac(_ key: [UInt8], _ text: String) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key))
        )
    }

    /// A header's value without spaces around it and with single ones within it.
    private static func trimmed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }
}
