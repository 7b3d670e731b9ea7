import EROFS

/// How much may still be read of an image: one that tells of more repeats the same bytes to no end.
final class ReadBudget {
    private var content: UInt64
    private var names: UInt64
    private var attributes: UInt64

    /// The image's size in bytes says how much it can honestly hold.
    init(_ superblock: Superblock) {
        let size = UInt64(superblock.blocks) << UInt64(superblock.blockBits)
        content = max(64 << 20, size.multipliedReportingOverflow(by: 64).partialValue)
        // A name takes a dozen bytes of a directory, and itself.
        names = min(1 << 20, max(1024, size / 13))
        attributes = 64 << 20
    }

    /// Throws: `GateError.endless`.
    func spend(content count: UInt64) throws(GateError) { try Self.spend(&content, count) }

    /// Throws: `GateError.endless`.
    func spendName() throws(GateError) { try Self.spend(&names, 1) }

    /// Throws: `GateError.endless`.
    func spend(attributes count: Int) throws(GateError) {
        try Self.spend(&attributes, UInt64(count))
    }

    private static func spend(_ rest: inout UInt64, _ count: UInt64) throws(GateError) {
        guard count <= rest else { throw .endless }
        rest -= count
    }
}
