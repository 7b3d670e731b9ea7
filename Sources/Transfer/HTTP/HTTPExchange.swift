/// One request to a service that is more than a place to fetch from.
package struct HTTPExchange: Sendable {
    /// One header.
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        /// Makes a header.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var method: String
    package var location: Location
    package var headers: [Header]
    package var body: RequestBody
    /// In bytes: the most that the answer may have.
    package var limit: Int

    /// Makes a request.
    package init(
        _ method: String,
        _ location: Location,
        headers: [Header] = [],
        body: RequestBody = .none,
        limit: Int
    ) {
        self.method = method
        self.location = location
        self.headers = headers
        self.body = body
        self.limit = limit
    }
}

/// The answer to a request, whatever its status.
package struct HTTPReply: Sendable {
    package var status: Int
    /// By lower-case name; the first of several.
    package var headers: [String: String]
    package var body: [UInt8]
    /// How many requests it took: after the first, the server may have done already what it was asked for.
    package var attempts: Int
}
