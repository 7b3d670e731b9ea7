/// One change that a recipe makes to the tree, by paths of the image (`/usr/…`).
package enum RecipeStep: Equatable, Sendable {
    /// Makes an empty folder.
    case directory(String, mode: UInt16)
    /// Writes a file with this content.
    case file(String, content: String, mode: UInt16)
    /// Makes a symbolic link.
    case symlink(String, target: String)
    /// Moves what is at a path, or all that matches `…/*`.
    case move(String, to: String, optional: Bool)
    /// Removes what is at a path and all below it.
    case remove(String, optional: Bool)
    /// Sets the permission bits.
    case mode(String, to: UInt16)
    /// Sets the owner and group, by number.
    case owner(String, user: UInt32, group: UInt32)
    /// Sets file capabilities, in the words of `cap_from_text(3)`.
    case capabilities(String, to: String)
}
