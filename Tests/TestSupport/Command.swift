import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Runs other programs: the judges of the tests.
package enum Command {
    /// What a program left behind.
    package struct Result: Sendable {
        package let command: String
        package let status: Int32
        package let output: String
        package let errors: String

        /// Gives the output of a program that succeeded.
        ///
        /// Throws: `CommandFailed` when it did not.
        @discardableResult
        package func check() throws(CommandFailed) -> String {
            guard status == 0 else { throw CommandFailed(result: self) }
            return output
        }
    }

    /// Runs a program found by name or path, to its end; a non-zero exit is a result, not an error.
    package static func run(
        _ program: String,
        _ arguments: String...,
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> Result {
        try await run(program, arguments, input: input, environment: environment)
    }

    /// Runs a program found by name or path, to its end; a non-zero exit is a result, not an error.
    package static func run(
        _ program: String,
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> Result {
        var changes: [Environment.Key: String?] = [:]
        for (key, value) in environment { changes[Environment.Key(stringLiteral: key)] = value }
        let environment = Environment.inherit.updating(changes)
        // A program that ends before it has read its input would end this process, too (swift-subprocess 1.0.2): no input, no pipe.
        guard !input.isEmpty else {
            return try await run(program, arguments, environment, .none)
        }
        return try await run(program, arguments, environment, .string(input))
    }

    private static func run(
        _ program: String,
        _ arguments: [String],
        _ environment: Environment,
        _ input: some InputProtocol
    ) async throws -> Result {
        let record = try await Subprocess.run(
            program.contains("/") ? .path(.init(program)) : .name(program),
            arguments: Arguments(arguments),
            environment: environment,
            input: input,
            output: .string(limit: 64 << 20),
            error: .string(limit: 1 << 20)
        )
        return Result(
            command: ([program] + arguments).joined(separator: " "),
            status: record.terminationStatus.code,
            output: record.standardOutput,
            errors: record.standardError
        )
    }

    /// Whether a program is there to be run.
    package static func exists(_ program: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}

/// A program that had to succeed and did not.
package struct CommandFailed: Error, CustomStringConvertible {
    package let result: Command.Result

    package var description: String {
        "'\(result.command)' ended with \(result.status): \(result.errors)\(result.output)"
    }
}
