import Subprocess
package import SystemPackage

/// Serves a folder with `veneer serve` while the body runs, then stops the server with SIGTERM.
///
/// Gives: what the body gave, and how the server ended.
///
/// Throws: `WebServerError` when it does not answer in time, and what the body throws.
package func withWebServer<Value: Sendable>(
    _ folder: FilePath,
    scratch: FilePath,
    _ body: (_ url: String) async throws -> Value
) async throws -> (value: Value, server: Command.Result) {
    let portFile = scratch.appending("port")
    return try await withServer(
        BuiltProgram.path.string,
        ["serve", folder.string, "--port", "0", "--port-file", portFile.string],
        portFile: portFile,
        body
    )
}

/// Runs a server that writes its port into a file once it answers, while the body runs; then stops it with SIGTERM.
func withServer<Value: Sendable>(
    _ program: String,
    _ arguments: [String],
    portFile: FilePath,
    _ body: (_ url: String) async throws -> Value
) async throws -> (value: Value, server: Command.Result) {
    let record = try await Subprocess.run(
        program.contains("/") ? .path(.init(program)) : .name(program),
        arguments: Arguments(arguments),
        input: .none,
        output: .string(limit: 1 << 20),
        error: .string(limit: 1 << 20)
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
    let result = Command.Result(
        command: ([program] + arguments).joined(separator: " "),
        status: record.terminationStatus.code,
        output: record.standardOutput,
        errors: record.standardError
    )
    return (record.closureResult, result)
}

/// Waits for the file that the server writes once it answers.
private func port(in file: FilePath) async throws -> Int {
    for _ in 0..<600 {
        let text = try await Command.run("cat", file.string).output
        if let port = Int(text.filter(\.isNumber)) { return port }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw WebServerError.silent
}

/// Why there is no web server.
package enum WebServerError: Error {
    /// It did not say within half a minute where it listens.
    case silent
}

extension TerminationStatus {
    /// The exit code as a shell gives it.
    var code: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
