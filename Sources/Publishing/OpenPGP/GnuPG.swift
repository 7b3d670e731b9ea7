import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One of GnuPG's programs: found once, run without a shell, in an environment of its own and within limits.
struct GnuPG: Sendable {
    /// What a run left behind.
    struct Answer: Sendable {
        var isSuccess: Bool
        var output: [UInt8]
        var errors: String

        /// The keywords of the status lines on the standard error.
        var status: [[Substring]] {
            errors.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("[GNUPG:] ") }
                .map { $0.dropFirst(9).split(separator: " ") }
        }
    }

    private static let folders = ["/usr/bin", "/bin", "/usr/local/bin"]
    /// Far above what it ever says, in bytes.
    private static let limit = 4 << 20

    let path: String
    /// `GNUPGHOME` and `HOME` of whoever called us; nothing else is handed on.
    private let environment: [String: String]

    /// Finds a program.
    ///
    /// Throws: `OpenPGPError.noProgram`.
    init(_ name: String, environment: [String: String] = [:]) throws(OpenPGPError) {
        let paths = Self.folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
            throw .noProgram(name)
        }
        self.path = path
        self.environment = environment
    }

    /// Runs it to its end.
    ///
    /// Throws: `OpenPGPError` when it does not end in time, says too much or cannot be run.
    func run(_ arguments: [String], input: [UInt8] = []) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask { try await start(arguments, input: input) }
            group.addTask {
                try await Task.sleep(for: .seconds(30))
                throw OpenPGPError.timedOut(program: path)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else {
                throw OpenPGPError.timedOut(program: path)
            }
            return answer
        }
    }

    private func start(_ arguments: [String], input: [UInt8]) async throws -> Answer {
        var variables: [Environment.Key: String] = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"]
        for (key, value) in environment { variables[Environment.Key(stringLiteral: key)] = value }
        do {
            // Not through a pipe: a program that ends before it has read all would break it while it is written to.
            let result = try await Subprocess.run(
                .path(FilePath(path)),
                arguments: Arguments(arguments),
                environment: .custom(variables),
                input: .fileDescriptor(
                    try Self.file(of: input),
                    closeAfterSpawningProcess: true
                ),
                output: .bytes(limit: Self.limit),
                error: .string(limit: Self.limit)
            )
            return Answer(
                isSuccess: result.terminationStatus.isSuccess,
                output: result.standardOutput,
                errors: result.standardError
            )
        } catch let error as SubprocessError {
            throw OpenPGPError.failed(program: path, words: "\(error)")
        }
    }

    /// A file without a name that holds bytes, to be read from its start.
    private static func file(of bytes: [UInt8]) throws -> FileDescriptor {
        let name = "/tmp/veneer-gpg-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        let file = try FileDescriptor.open(
            FilePath(name),
            .readWrite,
            options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
            permissions: .ownerReadWrite
        )
        // Whatever happens to the name: nobody else can open it.
        _ = unlink(name)
        do {
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
        } catch {
            try file.close()
            throw error
        }
        return file
    }
}
