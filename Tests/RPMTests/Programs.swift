import Foundation
import Subprocess
import SystemPackage
import Testing

/// What a program prints; a failure of the program is a failure of the test.
func output(_ program: String, _ arguments: String...) async throws -> String {
    let result = try await run(
        .name(program),
        arguments: Arguments(arguments),
        environment: .inherit.updating(["LC_ALL": "C"]),
        output: .string(limit: 1 << 26),
        error: .string(limit: 1 << 20)
    )
    #expect(
        result.terminationStatus.isSuccess,
        "\(program): \(result.standardError)"
    )
    return result.standardOutput
}
