/// The rules for names of users and groups.
enum AccountName {
    /// Whether systemd and the shadow utilities take a name (systemd's "User/Group Name Syntax", strict mode).
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 31, first != 0x2d,
            !(0x30...0x39).contains(first)
        else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d: true
            default: false
            }
        }
    }
}
