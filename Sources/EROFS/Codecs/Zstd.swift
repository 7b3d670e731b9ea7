import CZstd

/// The codec: libzstd's decoder with sizes checked.
enum Zstd {
    /// The library's version, such as `1.5.4`.
    static var version: String { unsafe String(cString: ZSTD_versionString()) }

    /// Inflates a frame into exactly `target.count` bytes and tells whether that worked out.
    ///
    /// A `partial` frame may hold more than the target takes. Frames that refer further back than
    /// the window are not taken, so the decoder's memory is bounded by it.
    static func inflate(
        _ source: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer,
        windowBits: Int,
        partial: Bool
    ) -> Bool {
        guard let context = unsafe ZSTD_createDCtx() else { return false }
        defer { unsafe _ = ZSTD_freeDCtx(context) }
        let limit = unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(windowBits))
        guard ZSTD_isError(limit) == 0 else { return false }
        var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        while true {
            let before = unsafe (input.pos, output.pos)
            let rest = unsafe ZSTD_decompressStream(context, &output, &input)
            let after = unsafe (input.pos, output.pos)
            if ZSTD_isError(rest) != 0 { return false }
            if rest == 0 {
                return unsafe output.pos == output.size && (partial || input.pos == input.size)
            }
            if partial, unsafe output.pos == output.size { return true }
            guard after != before else { return false }
        }
    }
}
