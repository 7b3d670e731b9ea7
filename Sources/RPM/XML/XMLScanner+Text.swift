extension XMLScanner {
    /// The text at a place, with entities replaced.
    func string(_ range: Range<Int>) throws(XMLProblem) -> String {
        String(decoding: try bytes(range), as: UTF8.self)
    }

    /// The number at a place, or zero where there is none.
    func number(_ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in range {
            guard case UInt8(ascii: "0")...UInt8(ascii: "9") = buffer[index] else { return 0 }
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            guard !overflows else { return 0 }
            value = product &+ UInt64(buffer[index] - UInt8(ascii: "0"))
        }
        return value
    }

    /// Whether there is an entity at a place.
    func hasEntity(_ range: Range<Int>) -> Bool {
        for index in range where buffer[index] == UInt8(ascii: "&") { return true }
        return false
    }

    /// The bytes at a place, with entities replaced.
    func bytes(_ range: Range<Int>) throws(XMLProblem) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = buffer[index]
            guard byte == UInt8(ascii: "&") else {
                result.append(byte)
                index += 1
                continue
            }
            var end = index + 1
            while end < range.upperBound, buffer[end] != UInt8(ascii: ";"), end - index < 12 {
                end += 1
            }
            guard end < range.upperBound, buffer[end] == UInt8(ascii: ";") else {
                throw .malformed("an entity does not end")
            }
            result += try replacement(index + 1..<end)
            index = end + 1
        }
        return result
    }

    /// What an entity stands for (XML 1.0, sections 4.1 and 4.6).
    private func replacement(_ name: Range<Int>) throws(XMLProblem) -> [UInt8] {
        if equals(name, "amp") { return [UInt8(ascii: "&")] }
        if equals(name, "lt") { return [UInt8(ascii: "<")] }
        if equals(name, "gt") { return [UInt8(ascii: ">")] }
        if equals(name, "quot") { return [UInt8(ascii: "\"")] }
        if equals(name, "apos") { return [UInt8(ascii: "'")] }
        let text = String(decoding: buffer[name], as: UTF8.self)
        guard text.hasPrefix("#") else { throw .declaration }
        let isHexadecimal = text.hasPrefix("#x")
        let digits = text.dropFirst(isHexadecimal ? 2 : 1)
        guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), number != 0,
            let scalar = Unicode.Scalar(number)
        else { throw .malformed("a character reference names no character") }
        return Array(String(scalar).utf8)
    }
}
