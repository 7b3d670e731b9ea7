/// A file of an image: everything but its names, attributes and content.
package struct Inode: Sendable, Hashable {
    /// The number that directory entries refer to.
    package let node: UInt64
    /// The kind of file.
    package let kind: FileKind
    /// The low twelve bits of the mode.
    package let permissions: UInt16
    /// The owning user's number.
    package let owner: UInt32
    /// The owning group's number.
    package let group: UInt32
    /// The time of the last change.
    package let modified: Timestamp
    /// The length of the content, of the target of a symbolic link, or of a directory's data.
    package let size: UInt64
    /// How many names the file has.
    package let links: UInt32
    /// The number of a device node, else `.none`.
    package let device: DeviceNumber

    let layout: DataLayout
    /// The block, device number, block count or chunk format, depending on the layout.
    let dataField: UInt32
    /// Where the attributes start in the image.
    let attributeOffset: UInt64
    let attributeSize: Int

    /// Where the index or the inline data starts in the image.
    var bodyOffset: UInt64 { attributeOffset + UInt64(attributeSize) }

    init(
        _ bytes: [UInt8],
        node: UInt64,
        location: UInt64,
        isExtended: Bool,
        buildTime: Timestamp
    ) throws(ReaderError) {
        self.node = node
        let format = bytes.load(UInt16.self, at: 0)
        guard format >> 4 == 0, let layout = DataLayout(rawValue: format >> 1) else {
            throw .corrupt(node: node, .format)
        }
        self.layout = layout
        let mode = bytes.load(UInt16.self, at: 4)
        guard let kind = FileKind(mode: mode) else { throw .corrupt(node: node, .mode) }
        self.kind = kind
        permissions = mode & 0o7777
        dataField = bytes.load(UInt32.self, at: 16)
        if isExtended {
            size = bytes.load(UInt64.self, at: 8)
            owner = bytes.load(UInt32.self, at: 24)
            group = bytes.load(UInt32.self, at: 28)
            modified = Timestamp(
                seconds: Int64(bitPattern: bytes.load(UInt64.self, at: 32)),
                nanoseconds: bytes.load(UInt32.self, at: 40)
            )
            links = bytes.load(UInt32.self, at: 44)
        } else {
            size = UInt64(bytes.load(UInt32.self, at: 8))
            owner = UInt32(bytes.load(UInt16.self, at: 24))
            group = UInt32(bytes.load(UInt16.self, at: 26))
            // Newer tools count from the build time in a field that used to be 0.
            modified = Timestamp(
                seconds: buildTime.seconds &+ Int64(bytes.load(UInt32.self, at: 12)),
                nanoseconds: buildTime.nanoseconds
            )
            links = UInt32(bytes.load(UInt16.self, at: 6))
        }
        guard size <= UInt64(Int64.max) else { throw .corrupt(node: node, .size) }
        let isDevice = kind == .characterDevice || kind == .blockDevice
        device = isDevice ? DeviceNumber(encoded: dataField) : .none
        let units = Int(bytes.load(UInt16.self, at: 2))
        attributeSize = units == 0 ? 0 : Format.attributeHeaderSize + (units - 1) * 4
        attributeOffset = location + UInt64(bytes.count)
    }
}
