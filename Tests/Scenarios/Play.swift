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
        # becomes WHAT WANTED COMMAND...: systemd starts what it upholds soon, but not at once.
        becomes() {
            local what=$1 wanted=$2 got
            shift 2
            for _ in {1..150}; do
                got=$("$@") || true
                [[ $got != "$wanted" ]] || return 0
                sleep 0.2
            done
            fail "$what: '$got' has not become '$wanted'"
        }
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
