import CLZ4

/// The codec: liblz4's block functions with sizes checked.
enum LZ4 {
    /// The library's version, such as `1.9.4`.
    static var version: String { unsafe String(cString: LZ4_versionString()) }

    /// Inflates a block into exactly `target.count` bytes and tells whether that worked out.
    ///
    /// A `partial` block may hold more than the target takes.
    static func inflate(
        _ source: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer,
        partial: Bool
    ) -> Bool {
        guard let input = source.baseAddress, let output = target.baseAddress,
            let length = Int32(exactly: source.count), let capacity = Int32(exactly: target.count)
        else { return false }
        let from = unsafe input.assumingMemoryBound(to: CChar.self)
        let to = unsafe output.assumingMemoryBound(to: CChar.self)
        let result =
            partial
            ? unsafe LZ4_decompress_safe_partial(from, to, length, capacity, capacity)
            : unsafe LZ4_decompress_safe(from, to, length, capacity)
        return result == capacity
    }
}
