import Foundation
import SystemPackage
import TestSupport
import Testing

/// A release of erofs-utils, which writes and judges images.
struct ErofsTools: Sendable {
    /// The command that a tool's name follows.
    private let prefix: [String]
    /// What the tools say of themselves.
    private let words: Set<String>
    /// The second number of the version; 0 where the tools are not there.
    let minorVersion: Int

    /// The machine's own.
    static let machine = Self(prefix: ["/usr/bin/env"])

    /// The newest there is: that of the fixtures' peers where they were made, else the machine's.
    static let newest: Self = {
        let program = FixtureFolder.checkout.appending("Fixtures/peers").string
        guard FixtureFolder.isRoot, let fixtures = FixtureFolder.path,
            isReadable(fixtures.appending("peers/usr/bin/mkfs.erofs"))
        else { return machine }
        return Self(prefix: [program, "run", "--"])
    }()

    static let needsNewest: Comment =
        "needs root and erofs-utils with LZMA and Zstandard (Fixtures/peers create)"

    private init(prefix: [String]) {
        self.prefix = prefix
        let output =
            Self.output(of: prefix + ["mkfs.erofs", "-V"])
            + Self.output(of: prefix + ["mkfs.erofs", "--help"])
        let list = output.split { " \n,:".contains($0) }.map(String.init)
        words = Set(list)
        let version = list.first {
            $0.hasPrefix("1.") && $0.dropFirst(2).allSatisfy { "0123456789.".contains($0) }
        }
        minorVersion = version.flatMap { Int($0.split(separator: ".")[1]) } ?? 0
    }

    /// What a program prints; nothing where it cannot be run, which the tests' conditions report.
    private static func output(of command: [String]) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        guard (try? process.run()) != nil else { return "" }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether the tools were built with a codec.
    func knows(_ codec: String) -> Bool { words.contains(codec) }

    /// Runs a tool to its end.
    func run(_ tool: String, _ arguments: [String]) async throws -> Command.Result {
        try await Command.run(prefix[0], prefix.dropFirst() + [tool] + arguments)
    }
}
