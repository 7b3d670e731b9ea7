package import SystemPackage

/// Everything that is in a folder: kinds, modes, sizes, targets of links and contents, but not times.
package struct Listing: Equatable, CustomStringConvertible {
    package let description: String

    /// Lists a folder, without the contents of one file and without another folder; a folder that is not there has an empty listing.
    package init(
        _ folder: FilePath,
        withoutContentsOf path: String = "",
        without other: String = "no such folder"
    ) async throws {
        description = try await Command.run(
            "sh",
            "-c",
            """
            cd "$1" 2>/dev/null || exit 0
            find . -path "./$3" -prune -o -printf '%P %y %m %l\\n' | sort
            find . -path "./$3" -prune -o -type f ! -path "./$2" -exec sha256sum {} + | sort -k 2
            """,
            "sh",
            folder.string,
            path,
            other
        ).check()
    }
}
