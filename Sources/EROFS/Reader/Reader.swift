package import SystemPackage

/// Reads an image without mounting it.
///
/// Takes images of any producer with plain and chunked contents and those compressed with LZ4, LZMA
/// or Zstandard, also with inlined tails and fragments. Trusts nothing that it reads: damaged images
/// give errors.
package struct Reader: Sendable {
    let file: ImageFile
    /// The facts that the image states about itself.
    package let superblock: Superblock

    /// Opens an image; the descriptor stays the caller's and must outlive the reader.
    ///
    /// - Throws: `ReaderError` where the file is no image, its superblock is damaged, or it uses
    ///   features that this reader does not know.
    package init(file descriptor: FileDescriptor) throws(ReaderError) {
        file = try ImageFile(descriptor)
        let offset = UInt64(Format.superblockOffset)
        guard file.size > offset else { throw .notAnImage }
        let count = Int(min(file.size - offset, 1 << 16))
        superblock = try Superblock(decoding: file.read(at: offset, count: count))
        let stated = UInt64(superblock.blocks) << UInt64(superblock.blockBits)
        guard stated <= file.size else { throw .truncated(offset: 0, count: Int(stated)) }
    }

    var blockSize: Int { superblock.blockSize }

    /// The root directory.
    ///
    /// - Throws: `ReaderError`
    package func root() throws(ReaderError) -> Inode { try inode(at: superblock.rootNode) }

    /// The inode of a number, as directory entries have it.
    ///
    /// - Throws: `ReaderError`
    package func inode(at node: UInt64) throws(ReaderError) -> Inode {
        let base = UInt64(superblock.metadataBlock) << UInt64(superblock.blockBits)
        let (offset, overflow) = node.multipliedReportingOverflow(by: UInt64(Format.slotSize))
        let (location, carry) = base.addingReportingOverflow(offset)
        guard !overflow, !carry, location < file.size else {
            throw .truncated(offset: overflow || carry ? .max : location, count: Format.slotSize)
        }
        let start = try file.read(at: location, count: Format.compactInodeSize)
        let isExtended = start.load(UInt16.self, at: 0) & 1 == 1
        let bytes =
            isExtended ? try file.read(at: location, count: Format.extendedInodeSize) : start
        return try Inode(
            bytes,
            node: node,
            location: location,
            isExtended: isExtended,
            buildTime: superblock.buildTime
        )
    }
}
