package import SystemPackage

/// Everything that is in a folder: kinds, modes, sizes, targets of links and contents, but not times.
package struct Listing: Equatable, CustomStringConvertible {
    package let description: String

    /// Lists a folder, without the contents of one file; a folder that is not there has an empty listing.
    package init(_ folder: FilePath, withoutContentsOf path: String = "") async throws {
        description = try await Command.run(
            "sh",
            "-c",
            """
            cd "$1" 2>/dev/null || exit 0
            find . -printf '%P %y %m %l\\n' | sort
            find . -type f ! -path "./$2" -exec sha256sum {} + | sort -k 2
            """,
            "sh",
            folder.string,
            path
        ).check()
    }
}
