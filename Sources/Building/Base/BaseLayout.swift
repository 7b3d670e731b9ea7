package import Files
import Transfer

/// Which folders of a base are links to others: where its `/bin`, `/lib`, `/usr/sbin` … really are.
package struct BaseLayout: Equatable, Sendable {
    /// Link to folder, whole paths both, such as `/usr/sbin` to `/usr/bin`.
    package let links: [String: String]

    private static let candidates = [
        "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/usr/sbin", "/usr/lib64",
    ]

    /// Makes a layout from links.
    package init(links: [String: String]) {
        self.links = links
    }

    /// Reads the layout of the base in a folder.
    ///
    /// A top-level folder that is missing counts as merged into `/usr`, as every systemd since 255 requires. Throws: `FileError`.
    package init(reading base: Folder) throws(FileError) {
        var links: [String: String] = [:]
        for candidate in Self.candidates {
            let name = String(candidate.dropFirst())
            if let target = base.linkTarget(name) {
                links[candidate] = PathText.resolve(target, from: candidate)
            } else if PathText.parent(candidate) == "/", try !base.containsInRoot(name) {
                links[candidate] = "/usr" + candidate
            }
        }
        self.links = links
    }

    /// The path at which the base has what a package puts at this path.
    package func merged(_ path: String) -> String {
        var path = path
        // Links to links (`/sbin` to `/usr/sbin` to `/usr/bin`) are few; more than these are a circle.
        for _ in 0..<8 {
            guard let link = links.first(where: { path.hasPrefix($0.key + "/") }) else { break }
            path = link.value + path.dropFirst(link.key.count)
        }
        return path
    }

    /// Whether the base has a link to another folder at exactly this path.
    package func isLink(_ path: String) -> Bool {
        links[path] != nil
    }
}
