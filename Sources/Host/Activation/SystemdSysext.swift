import FoundationEssentials
import Model
import Subprocess
import SystemPackage

/// The root's own systemd-sysext.
///
/// In another root it runs by `chroot`, because `systemd-sysext --root=` passes over links before systemd 260.
package struct SystemdSysext: Merger {
    private static let program = "systemd-sysext"
    private static let places = ["/usr/bin/systemd-sysext", "/bin/systemd-sysext"]
    /// Far above what it ever says, in bytes.
    private static let answerLimit = 4 << 20

    private let root: HostRoot

    package init(_ root: HostRoot) { self.root = root }

    private var isOwnRoot: Bool { root.path.lexicallyNormalized() == "/" }

    package func availability() throws -> MergeAvailability {
        guard try Self.places.contains(where: root.exists) else {
            return .unavailable("there is no systemd-sysext in '\(root.path)'")
        }
        guard try isOwnRoot || root.exists("/proc/self") else {
            return .unavailable("'\(root.path)' is not running; it is merged at its next boot")
        }
        return .available
    }

    package func refresh() async throws {
        try await run(["refresh"])
    }

    package func merged() async throws -> Set<String> {
        let arguments = ["status", "--json=short"]
        let answer = try await run(arguments)
        do {
            let hierarchies = try JSONDecoder().decode([Hierarchy].self, from: Data(answer.utf8))
            return Set(hierarchies.flatMap(\.extensions.names))
        } catch is DecodingError {
            throw MergeError.unreadable(command: command(arguments).joined(separator: " "))
        }
    }

    private func command(_ arguments: [String]) -> [String] {
        isOwnRoot
            ? [Self.program] + arguments : ["chroot", root.path.string, Self.program] + arguments
    }

    @discardableResult
    private func run(_ arguments: [String]) async throws -> String {
        let command = command(arguments)
        let result = try await Subprocess.run(
            .name(command[0]),
            arguments: Arguments(Array(command.dropFirst())),
            output: .string(limit: Self.answerLimit),
            error: .string(limit: Self.answerLimit)
        )
        guard result.terminationStatus.isSuccess else {
            let words = result.standardError.split(whereSeparator: \.isNewline)
            throw MergeError.failed(
                command: command.joined(separator: " "),
                status: "\(result.terminationStatus)",
                words: words.suffix(5).joined(separator: "; ")
            )
        }
        return result.standardOutput
    }

    /// One line of `systemd-sysext status --json=short`.
    private struct Hierarchy: Decodable {
        var extensions: Merged
    }

    /// Either the word `none` or a list of names.
    private struct Merged: Decodable {
        var names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                names = try container.decode([String].self)
            } catch DecodingError.typeMismatch {
                let word = try container.decode(String.self)
                names = word == "none" ? [] : [word]
            }
        }
    }
}
