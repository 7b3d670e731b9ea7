import CLZMA

/// The codec: liblzma's MicroLZMA, which is LZMA without headers.
enum LZMA {
    /// The library's version, such as `5.4.1`.
    static var version: String { unsafe String(cString: lzma_version_string()) }

    /// Inflates a stream into exactly `target.count` bytes and tells whether that worked out.
    ///
    /// A `partial` stream may hold more than the target takes. The decoder's memory is bounded by
    /// the size of the dictionary.
    static func inflate(
        _ source: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer,
        dictionarySize: Int,
        partial: Bool
    ) -> Bool {
        // Nothing refers further back than the content starts.
        let size = min(dictionarySize, max(target.count, Format.leastDictionary))
        var stream = unsafe lzma_stream()
        defer { unsafe lzma_end(&stream) }
        let start = unsafe lzma_microlzma_decoder(
            &stream,
            UInt64(source.count),
            UInt64(target.count),
            partial ? 0 : 1,
            UInt32(size)
        )
        guard start == LZMA_OK else { return false }
        unsafe stream.next_in = source.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_in = source.count
        unsafe stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_out = target.count
        var result = LZMA_OK
        while result == LZMA_OK, unsafe stream.avail_out > 0 {
            let before = unsafe stream.avail_out
            unsafe result = lzma_code(&stream, LZMA_FINISH)
            if result == LZMA_OK, unsafe stream.avail_out == before { return false }
        }
        if partial { return unsafe stream.avail_out == 0 }
        if result == LZMA_OK { unsafe result = lzma_code(&stream, LZMA_FINISH) }
        return unsafe result == LZMA_STREAM_END && stream.avail_out == 0
    }
}
