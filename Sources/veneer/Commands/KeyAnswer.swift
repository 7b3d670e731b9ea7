import TUF

/// A public key, as it is given to hosts.
struct KeyAnswer: Report {
    /// The one-line form.
    let key: String
    /// The identifier that signatures name it by.
    let identifier: String

    init(_ key: PublicKey) {
        self.key = key.text
        identifier = key.identifier
    }

    var text: String { key }
}
