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
    let arguments = ["serve", folder.string, "--port", "0", "--port-file", portFile.string]
    let record = try await Subprocess.run(
        .path(BuiltProgram.path),
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
        command: (["veneer"] + arguments).joined(separator: " "),
        status: record.terminationStatus.code,
        output: record.standardOutput,
        errors: record.standardError
    )
    return (record.closureResult, result)
}

/// Waits for the file that the server writes once it answers.
func port(in file: FilePath) async throws -> Int {
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
