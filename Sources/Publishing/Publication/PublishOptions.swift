package import Model

/// What a publication is made with.
package struct PublishOptions: Sendable {
    package var keys: RepositoryKeys
    /// The repository's title; the one it has already when none is given.
    package var title: String?
    /// Where the repository will be served; without it no systemd-sysupdate definitions are written.
    package var url: String?
    package var lifetimes: Lifetimes
    /// Signs what systemd-sysupdate reads; without it that is not signed.
    package var sysupdateSigner: OpenPGPSigner?
    /// Images that are no longer to be offered, `NAME/FILE`, each with the reason.
    package var withdrawals: [String: String] = [:]
    /// When hosts take the images that are new; at once where nothing is said.
    package var rollout: Rollout?
    /// How many versions stay; all where nothing is said.
    package var retention: Retention?
    /// The time of the publication: seconds since 1970-01-01 UTC.
    package var now: Int64
    /// For how long the files of images stay that are no longer listed, in seconds: clients that have read the metadata before still want
    /// them.
    package var grace: Int64 { 2 * lifetimes.timestamp }

    package init(
        keys: RepositoryKeys,
        title: String? = nil,
        url: String? = nil,
        lifetimes: Lifetimes = Lifetimes(),
        now: Int64
    ) {
        self.keys = keys
        self.title = title
        self.url = url
        self.lifetimes = lifetimes
        self.now = now
    }

    /// Throws: `PublishError.badURL`.
    func check() throws(PublishError) {
        guard let url else { return }
        guard url.hasPrefix("http://") || url.hasPrefix("https://"),
            url.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "%") })
        else { throw .badURL(url) }
    }
}
