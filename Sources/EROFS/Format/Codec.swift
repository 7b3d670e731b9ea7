/// The codecs of compressed clusters as the format numbers them.
enum Codec: Int, CaseIterable, Sendable {
    case lz4 = 0
    case lzma = 1
    case deflate = 2
    case zstd = 3

    /// The codec's bit in the superblock's bitmap.
    var mask: UInt16 { 1 << UInt16(rawValue) }

    /// The name for a message.
    static func name(_ number: Int) -> String {
        switch Codec(rawValue: number) {
        case .lz4: "LZ4 compression"
        case .lzma: "LZMA compression"
        case .deflate: "DEFLATE compression"
        case .zstd: "Zstandard compression"
        case nil: "the unknown codec \(number)"
        }
    }
}
