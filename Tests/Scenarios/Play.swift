import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Scripts that say what should be, and fail where it is not.
enum Play {
    /// What a script has besides its fixture's commands.
    private static let prelude = """
        set -euo pipefail
        fail() { echo "FAILED: $*" >&2; exit 9; }
        # is WHAT GOT WANTED
        is() { [[ $2 == "$3" ]] || fail "$1: '$2' is not '$3'"; }
        # has WHAT TEXT PART
        has() { [[ $2 == *"$3"* ]] || fail "$1: no '$3' in '$2'"; }
        # ends CODE COMMAND...
        ends() {
            local code=$1 status=0
            shift
            "$@" || status=$?
            is "the exit code of '$*'" "$status" "$code"
        }

        """

    /// Writes a script, with its prelude, to a file.
    static func write(_ script: String, to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .truncate],
            permissions: [.ownerReadWrite, .ownerExecute]
        )
        _ = try file.closeAfter { try file.writeAll((prelude + script + "\n").utf8) }
    }
}
