import SystemPackage
import TestSupport
import Testing

/// What a client sees of one answer.
struct HTTPAnswer {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: String

    /// Asks curl, which sends the path as it is.
    static func ask(_ url: String, _ options: String...) async throws -> HTTPAnswer {
        try await ask(url, options)
    }

    /// Asks curl, which sends the path as it is.
    static func ask(_ url: String, _ options: [String]) async throws -> HTTPAnswer {
        let arguments = ["-s", "-S", "--path-as-is", "--noproxy", "*", "-D", "-", url] + options
        let text = try await Command.run("curl", arguments).check()
        let parts = text.split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let lines = parts[0].split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            headers[pair[0].lowercased()] = pair.last?.drop { $0 == " " }.description
        }
        return HTTPAnswer(
            status: try #require(Int(lines[0].split(separator: " ")[1])),
            headers: headers,
            body: parts.count > 1 ? String(parts[1]) : ""
        )
    }
}

/// Serves a small folder with `veneer serve`, and gives how the server ended.
@discardableResult
func served(
    _ body: (_ url: String, _ folder: FilePath) async throws -> Void
) async throws -> Command.Result {
    try await withTemporaryFolder { folder in
        let root = folder.appending("root")
        try await Workshop.write("0123456789", to: root.appending("demo/image.raw"))
        try await Workshop.write("", to: root.appending("empty"))
        try await Workshop.write("{}", to: root.appending("metadata/timestamp.json"))
        try await Workshop.write("half", to: root.appending(".image.raw.tmp"))
        try await Workshop.write("half", to: root.appending("demo/.hidden/file"))
        try await Workshop.write("secret", to: folder.appending("secret"))
        try await Command.run("ln", "-s", "../secret", root.appending("link").string).check()
        let (_, server) = try await withWebServer(root, scratch: folder) { url in
            try await body(url, root)
        }
        return server
    }
}
