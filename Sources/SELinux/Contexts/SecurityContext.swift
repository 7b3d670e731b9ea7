/// A label as SELinux writes it: `USER:ROLE:TYPE` and, in a policy with levels, `:RANGE`.
package struct SecurityContext: Hashable, Sendable, CustomStringConvertible {
    package let user: String
    package let role: String
    package var type: String
    /// The level or range of levels; it may have colons itself.
    package let range: String?

    /// Reads a label; nothing when it is not one.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count > 2, parts.allSatisfy({ !$0.isEmpty }),
            !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f })
        else { return nil }
        user = String(parts[0])
        role = String(parts[1])
        type = String(parts[2])
        range = parts.count > 3 ? String(parts[3]) : nil
    }

    package var description: String {
        [user, role, type, range].compactMap { $0 }.joined(separator: ":")
    }

    /// The value of the attribute `security.selinux`, which ends with a NUL as the kernel keeps it.
    package var attributeValue: [UInt8] { Array(description.utf8) + [0] }

    /// Reads the value of the attribute `security.selinux`; nothing when it is no label.
    package init?(attributeValue: [UInt8]) {
        let text = attributeValue.last == 0 ? attributeValue.dropLast() : attributeValue[...]
        guard let text = String(validating: text, as: UTF8.self) else { return nil }
        self.init(text)
    }
}
