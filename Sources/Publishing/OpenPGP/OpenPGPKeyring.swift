/// Public keys as other programs read them.
package struct OpenPGPKeyring: Equatable, Sendable {
    /// What gpg and gpgv take for a keyring.
    package var binary: [UInt8]
    /// The same in ASCII armour, which systemd does not read.
    package var armoured: [UInt8]

    package init(binary: [UInt8], armoured: [UInt8]) {
        self.binary = binary
        self.armoured = armoured
    }
}
