import CRPM

/// The header of a package.
@safe struct RPMHeader: ~Copyable {
    let pointer: OpaquePointer

    /// Takes over a reference.
    init(owning pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit { unsafe headerFree(pointer) }

    /// Whether there is such a tag.
    func has(_ tag: rpmTag_e) -> Bool { unsafe headerIsEntry(pointer, tag.rawValue) != 0 }

    /// The text of a tag; in a tag of many languages, the untranslated one.
    func text(_ tag: rpmTag_e) -> String? {
        unsafe values(tag) { data in
            unsafe rpmtdGetString(data).map { unsafe String(cString: $0) }
        }
    }

    /// All texts of a tag.
    func texts(_ tag: rpmTag_e) -> [String] {
        unsafe values(tag) { data in
            var texts: [String] = []
            while let text = unsafe rpmtdNextString(data) {
                unsafe texts.append(String(cString: text))
            }
            return texts
        } ?? []
    }

    /// The number of a tag.
    func number(_ tag: rpmTag_e) -> UInt64? {
        guard has(tag) else { return nil }
        return unsafe headerGetNumber(pointer, tag.rawValue)
    }

    /// All numbers of a tag.
    func numbers(_ tag: rpmTag_e) -> [UInt64] {
        unsafe values(tag) { data in
            var numbers: [UInt64] = []
            while unsafe rpmtdNext(data) >= 0 { unsafe numbers.append(rpmtdGetNumber(data)) }
            return numbers
        } ?? []
    }

    /// The bytes of a binary tag.
    func bytes(_ tag: rpmTag_e) -> [UInt8]? {
        unsafe values(tag) { data in
            guard unsafe rpmtdClass(data) == RPM_BINARY_CLASS else { return nil }
            // For bytes, rpmtdCount answers 1.
            let count = unsafe Int(data.pointee.count)
            guard let start = unsafe data.pointee.data else { return nil }
            return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    private func values<Value>(
        _ tag: rpmTag_e,
        _ body: (UnsafeMutablePointer<rpmtd_s>) -> Value?
    ) -> Value? {
        guard let data = unsafe rpmtdNew() else { return nil }
        defer { unsafe rpmtdFree(data) }
        // Raw, because librpm would else choose a translation by the caller's language.
        let flags = UInt32(HEADERGET_MINMEM.rawValue | HEADERGET_RAW.rawValue)
        guard unsafe headerGet(pointer, tag.rawValue, data, flags) != 0 else { return nil }
        defer { unsafe rpmtdFreeData(data) }
        return unsafe body(data)
    }
}
