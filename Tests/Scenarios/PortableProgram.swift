import SystemPackage
import TestSupport

/// The built program with the libraries it needs, for a host of another distribution.
enum PortableProgram {
    private static let place = "/srv/veneer"

    /// Copies the program and its libraries to a folder, with a script that starts it.
    ///
    /// The C library stays the host's own: it is as new as the one that was built with, or newer. The loader is told where the libraries
    /// are by an argument, because a variable would be inherited by the host's programs.
    static func copy(to folder: FilePath) async throws {
        try await Command.run(
            "bash",
            "-euo",
            "pipefail",
            "-c",
            """
            mkdir -p "$2/lib"
            cp "$1" "$2/program"
            ldd "$1" | awk '$3 ~ /^\\// && $1 !~ /^lib(c|m|dl|rt|pthread|resolv)\\.so/ { print $3 }' |
                xargs -d '\\n' cp -L -t "$2/lib"
            loader=$(ldd "$1" | awk '$1 ~ /ld-linux/ { print $1 }')
            printf '#!/bin/sh\\nexec %s --library-path %s/lib %s/program "$@"\\n' "$loader" "$3" "$3" >"$2/start"
            chmod 755 "$2/start"
            """,
            "bash",
            BuiltProgram.path.string,
            folder.string,
            place
        ).check()
    }

    /// What a host gets of it before it boots.
    static func places(of folder: FilePath) -> [(source: FilePath, path: String)] {
        [(folder, place), (folder.appending("start"), "/usr/local/bin/veneer")]
    }
}
