/// One extended attribute under its full name, such as `security.selinux`.
package struct ExtendedAttribute: Sendable, Hashable {
    /// The full name.
    package let name: String
    /// The value.
    package let value: [UInt8]

    /// Makes an attribute; the writer refuses names outside the namespaces of the format.
    package init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }

    /// The namespaces by their numbers in the format.
    static let prefixes: [(index: UInt8, text: String)] = [
        (1, "user."), (2, "system.posix_acl_access"), (3, "system.posix_acl_default"),
        (4, "trusted."), (5, "lustre."), (6, "security."),
    ]
}

/// An attribute as it is stored: namespace number, rest of the name, value.
struct StoredAttribute: Hashable {
    let index: UInt8
    let suffix: [UInt8]
    let value: [UInt8]

    /// Splits an attribute's name, or returns nil where the format has no place for it.
    init?(_ attribute: ExtendedAttribute) {
        let matching = ExtendedAttribute.prefixes.first { prefix in
            prefix.text.hasSuffix(".")
                ? attribute.name.hasPrefix(prefix.text) && attribute.name != prefix.text
                : attribute.name == prefix.text
        }
        guard let matching, attribute.value.count <= UInt16.max, !attribute.name.utf8.contains(0)
        else { return nil }
        index = matching.index
        suffix = Array(attribute.name.utf8.dropFirst(matching.text.utf8.count))
        value = attribute.value
        guard suffix.count <= UInt8.max else { return nil }
    }

    /// The bytes of the entry, padded to a multiple of four.
    var encoded: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4)
        bytes[0] = UInt8(suffix.count)
        bytes[1] = index
        bytes.store(UInt16(value.count), at: 2)
        bytes += suffix
        bytes += value
        bytes += [UInt8](repeating: 0, count: bytes.count.roundedUp(to: 4) - bytes.count)
        return bytes
    }

    var encodedSize: Int { (4 + suffix.count + value.count).roundedUp(to: 4) }

    /// The order in which an inode's attributes are stored.
    static func precedes(_ left: Self, _ right: Self) -> Bool {
        left.index != right.index
            ? left.index < right.index : left.suffix.lexicographicallyPrecedes(right.suffix)
    }
}
