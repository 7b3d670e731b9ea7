package import ELF

/// A shared library or program of a base, and what it says of itself.
package struct BaseLibrary: Equatable, Codable, Sendable {
    /// The whole path.
    package let path: String
    package let facts: ELFFacts

    /// Makes a library.
    package init(path: String, facts: ELFFacts) {
        self.path = path
        self.facts = facts
    }
}
