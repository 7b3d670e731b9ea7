/// Where a package's path goes in an image.
package enum Placement: Equatable, Sendable {
    /// A path of the tree; one outside of `/usr` is for a step or a translation to take somewhere.
    case at(String)
    /// Left out: the base has it.
    case dropped

    /// Decides where a path of a package goes on a base of this layout.
    ///
    /// `/etc` goes to `/usr/etc`, linked folders such as `/bin` and `/usr/sbin` to where the base has them.
    package init(_ path: String, isDirectory: Bool, layout: BaseLayout) {
        // `filesystem` packages own these links; the base has them already.
        if layout.isLink(path) {
            self = .dropped
            return
        }
        let merged = layout.merged(path)
        if PathText.isInside(merged, "/etc") {
            self = .at("/usr" + merged)
        } else if isDirectory, merged != "/usr", PathText.parent(merged) == "/" {
            // Top-level folders (`/boot`, `/srv` …) are the base's own; one in a package says nothing new.
            self = .dropped
        } else {
            self = .at(merged)
        }
    }

    /// The target of a symbolic link after its path has been moved.
    ///
    /// A relative target out of `/etc` is made whole: the link works in `/usr/etc` and as a copy in `/etc`.
    package static func movedTarget(_ target: String, of path: String) -> String {
        guard PathText.isInside(path, "/etc"), !target.hasPrefix("/") else { return target }
        let resolved = PathText.resolve(target, from: path)
        return PathText.isInside(resolved, "/etc") ? target : resolved
    }
}
