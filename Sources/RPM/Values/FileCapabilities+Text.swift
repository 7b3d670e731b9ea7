import CCap

extension FileCapabilities {
    /// The capabilities of a value of the extended attribute `security.capability`, as `cap_to_text(3)` spells them.
    ///
    /// Returns nothing for a value that is no `struct vfs_cap_data` of revision 2 or 3.
    package static func text(_ value: [UInt8]) -> String? {
        let words = stride(from: 0, to: value.count - value.count % 4, by: 4).map { place in
            value[place..<(place + 4)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        guard value.count % 4 == 0, words.count == 5 || words.count == 6,
            words[0] >> 24 == 2 || words[0] >> 24 == 3
        else { return nil }
        let permitted = UInt64(words[1]) | UInt64(words[3]) << 32
        let inheritable = UInt64(words[2]) | UInt64(words[4]) << 32
        let names = (0..<64).filter { (permitted | inheritable) >> UInt64($0) & 1 == 1 }.map(name)
        let flags = [
            words[0] & 1 == 1 ? "e" : "", inheritable != 0 ? "i" : "", permitted != 0 ? "p" : "",
        ]
        return "\(names.joined(separator: ","))=\(flags.joined())"
    }

    private static func name(_ number: Int) -> String {
        guard let name = unsafe cap_to_name(cap_value_t(number)) else { return "\(number)" }
        defer { unsafe cap_free(UnsafeMutableRawPointer(name)) }
        return unsafe String(cString: name)
    }
}
