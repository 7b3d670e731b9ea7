package import ELF
package import Model

/// What checks know of the base that an image is for.
package struct GateBase: Sendable {
    package var os: OSRelease
    package var architecture: Architecture
    package var layout: BaseLayout
    package var accounts: Accounts
    /// Whom it makes at boot, if they are not there yet.
    package var systemUsers = SystemUsers()
    package var files: BaseFiles
    /// Its shared libraries and dynamic loaders, by whole path.
    package var libraries: [String: ELFFacts]
    /// Whether SELinux labels its files.
    package var hasLabels: Bool

    /// Makes the facts.
    package init(
        os: OSRelease,
        architecture: Architecture,
        layout: BaseLayout = BaseLayout(links: [:]),
        accounts: Accounts = Accounts(),
        files: BaseFiles = BaseFiles(),
        libraries: [String: ELFFacts] = [:],
        hasLabels: Bool = false
    ) {
        self.os = os
        self.architecture = architecture
        self.layout = layout
        self.accounts = accounts
        self.files = files
        self.libraries = libraries
        self.hasLabels = hasLabels
    }

    /// Whether it is a whole system: without programs of its own there is nothing to compare with.
    var knowsFiles: Bool { files["/usr/bin"]?.kind == .directory }

    /// Whether it can say what an image for an architecture finds to link with.
    func knowsLibraries(for architecture: Architecture) -> Bool {
        libraries.values.contains { $0.architecture == architecture }
    }
}
