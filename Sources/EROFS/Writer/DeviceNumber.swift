/// The number of a device node.
package struct DeviceNumber: Sendable, Hashable {
    /// The driver, of twelve bits.
    package let major: UInt32
    /// The device, of twenty bits.
    package let minor: UInt32

    /// Makes a number.
    package init(major: UInt32, minor: UInt32) {
        self.major = major
        self.minor = minor
    }

    /// The number of everything that is no device.
    package static let none = Self(major: 0, minor: 0)

    /// Linux' `new_encode_dev`: minor bits 0-7, major, minor bits 8-19.
    var encoded: UInt32? {
        guard major < 1 << 12, minor < 1 << 20 else { return nil }
        return minor & 0xff | major << 8 | (minor & ~0xff) << 12
    }

    init(encoded: UInt32) {
        major = encoded >> 8 & 0xfff
        minor = encoded & 0xff | encoded >> 12 & 0xfff00
    }
}
