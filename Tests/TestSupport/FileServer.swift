package import SystemPackage

/// Serves a folder with Python's web server, with `index.html` for folders, while the body runs.
///
/// Throws: `WebServerError` when it does not answer in time, and what the body throws.
package func withFileServer<Value: Sendable>(
    _ folder: FilePath,
    scratch: FilePath,
    _ body: (_ url: String) async throws -> Value
) async throws -> Value {
    let portFile = scratch.appending("file-server-port")
    let script = """
        import functools, http.server, os, sys
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        with open(sys.argv[2] + ".new", "w") as file: file.write(str(server.server_port))
        os.rename(sys.argv[2] + ".new", sys.argv[2])
        server.serve_forever()
        """
    return try await withServer(
        "python3",
        ["-c", script, folder.string, portFile.string],
        portFile: portFile,
        body
    ).value
}
