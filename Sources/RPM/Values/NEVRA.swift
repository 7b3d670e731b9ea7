package import Model

/// The full name of one package: name, epoch, version, release and architecture.
package struct NEVRA: Hashable, Sendable {
    package var name: String
    package var evr: EVR
    /// RPM's name of the architecture, such as `x86_64` or `noarch`.
    package var architecture: String

    /// Makes a full name from its parts.
    package init(name: String, evr: EVR, architecture: String) {
        self.name = name
        self.evr = evr
        self.architecture = architecture
    }
}

extension NEVRA: CustomStringConvertible {
    /// `name-[epoch:]version-release.architecture`, as dnf prints it.
    package var description: String { "\(name)-\(evr).\(architecture)" }
}
