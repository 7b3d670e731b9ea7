import CCap

/// File capabilities, in the text form that packages use and in the form that file systems store.
package enum FileCapabilities {
    /// The value of the extended attribute `security.capability` for a text such as `cap_net_raw=ep`.
    ///
    /// The value is `struct vfs_cap_data` of linux/capability.h, revision 2. Returns nothing when the text grants none, as `=`
    /// does. Throws ``FileCapabilitiesError``.
    package static func attribute(_ text: String) throws -> [UInt8]? {
        guard let state = unsafe cap_from_text(text) else {
            throw FileCapabilitiesError.malformed(text)
        }
        defer { unsafe cap_free(UnsafeMutableRawPointer(state)) }
        let permitted = unsafe mask(state, CAP_PERMITTED)
        let inheritable = unsafe mask(state, CAP_INHERITABLE)
        let effective = unsafe mask(state, CAP_EFFECTIVE)
        guard permitted | inheritable != 0 else { return nil }
        // A file stores one bit for all: what it grants is effective, or nothing is.
        guard effective == 0 || effective == permitted | inheritable else {
            throw FileCapabilitiesError.partlyEffective(text)
        }
        let revision2: UInt32 = 0x0200_0000
        let words = [
            revision2 | (effective == 0 ? 0 : 1),
            UInt32(truncatingIfNeeded: permitted), UInt32(truncatingIfNeeded: inheritable),
            UInt32(permitted >> 32), UInt32(inheritable >> 32),
        ]
        return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    private static func mask(_ state: cap_t, _ set: cap_flag_t) -> UInt64 {
        var mask: UInt64 = 0
        for number in 0..<64 {
            var value = CAP_CLEAR
            // It fails for numbers that this kernel's headers do not know, which no text can name.
            guard unsafe cap_get_flag(state, cap_value_t(number), set, &value) == 0 else {
                continue
            }
            if value == CAP_SET { mask |= 1 << UInt64(number) }
        }
        return mask
    }
}
