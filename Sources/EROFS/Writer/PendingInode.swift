/// An inode that the writer knows of.
struct PendingInode {
    /// Where an inode's data is.
    enum Content {
        case nothing
        /// Whole blocks from an address on, then a tail to be kept with the inode.
        case flat(startBlock: UInt32?, tail: [UInt8])
        case clusters(startBlock: UInt32, blocks: UInt32, extents: [StoredExtent])
        case device(UInt32)
    }

    let path: ImagePath
    let kind: FileKind
    var permissions: UInt16
    var owner: UInt32
    var group: UInt32
    var modified: Timestamp
    var attributes: AttributeTable.SetID
    var links: UInt32 = 1
    var size: UInt64 = 0
    var content = Content.nothing
    /// The byte offset in the image once it is known.
    var location: UInt64?

    /// Whether the small form of an inode cannot hold these facts.
    func needsExtendedForm(buildTime: Timestamp) -> Bool {
        size > UInt32.max || links > UInt16.max || owner > UInt16.max || group > UInt16.max
            || modified != buildTime
    }

    func headerSize(buildTime: Timestamp) -> Int {
        needsExtendedForm(buildTime: buildTime)
            ? Format.extendedInodeSize : Format.compactInodeSize
    }

    /// The inode without its attributes and data.
    ///
    /// The number is what 32-bit programs see; the units are the attribute area's size as
    /// `i_xattr_icount` has it.
    func header(number: UInt32, attributeUnits: UInt16, buildTime: Timestamp) -> [UInt8] {
        let extended = needsExtendedForm(buildTime: buildTime)
        var bytes = [UInt8](repeating: 0, count: headerSize(buildTime: buildTime))
        bytes.store(layout.rawValue << 1 | (extended ? 1 : 0), at: 0)
        bytes.store(attributeUnits, at: 2)
        bytes.store(kind.modeBits | permissions, at: 4)
        bytes.store(dataField, at: 16)
        bytes.store(number, at: 20)
        guard extended else {
            bytes.store(UInt16(links), at: 6)
            bytes.store(UInt32(size), at: 8)
            bytes.store(UInt16(owner), at: 24)
            bytes.store(UInt16(group), at: 26)
            return bytes
        }
        bytes.store(size, at: 8)
        bytes.store(owner, at: 24)
        bytes.store(group, at: 28)
        bytes.store(UInt64(bitPattern: modified.seconds), at: 32)
        bytes.store(modified.nanoseconds, at: 40)
        bytes.store(links, at: 44)
        return bytes
    }

    /// Where the count of links lies in the header.
    func linkField(buildTime: Timestamp) -> (offset: Int, isWide: Bool) {
        needsExtendedForm(buildTime: buildTime) ? (44, true) : (6, false)
    }

    private var layout: DataLayout {
        switch content {
        case .clusters: .compressedCompact
        case .flat(_, let tail) where !tail.isEmpty: .flatInline
        case .flat, .nothing, .device: .flatPlain
        }
    }

    private var dataField: UInt32 {
        switch content {
        case .nothing: 0
        case .flat(let start, _): start ?? Format.nullAddress
        case .clusters(_, let blocks, _): blocks
        case .device(let number): number
        }
    }
}
