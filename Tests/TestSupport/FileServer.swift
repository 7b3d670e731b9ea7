import Subprocess
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
    let record = try await Subprocess.run(
        .name("python3"),
        arguments: ["-c", script, folder.string, portFile.string],
        input: .none,
        output: .discarded,
        error: .discarded
    ) { execution in
        do {
            let value = try await body("http://127.0.0.1:\(try await port(in: portFile))")
            try execution.send(signal: .terminate)
            return value
        } catch {
            try execution.send(signal: .terminate)
            throw error
        }
    }
    return record.closureResult
}
