/// The sets of extended attributes in an image, and the area of those that several inodes share.
struct AttributeTable {
    /// The number of one set of attributes.
    typealias SetID = Int

    private struct Shared {
        var uses = 0
        /// The index in the shared area in units of four bytes, once the attribute is in it.
        var place: UInt32?
    }

    private var sets: [[StoredAttribute]] = [[]]
    private var numbers: [[StoredAttribute]: SetID] = [[]: 0]
    private var attributes: [StoredAttribute: Shared] = [:]
    /// The shared area's bytes.
    private(set) var area: [UInt8] = []

    /// The largest area behind an inode: `i_xattr_icount` has sixteen bits.
    private static let sizeLimit = Format.attributeHeaderSize + 4 * (Int(UInt16.max) - 1)

    /// Takes attributes in; they are not counted yet.
    mutating func intern(
        _ given: [ExtendedAttribute],
        of path: ImagePath
    ) throws(WriterError) -> SetID {
        guard !given.isEmpty else { return 0 }
        var stored: [StoredAttribute] = []
        for attribute in given {
            guard let entry = StoredAttribute(attribute) else {
                throw .unsupportedAttribute(path, attribute.name)
            }
            stored.append(entry)
        }
        stored.sort(by: StoredAttribute.precedes)
        for (left, right) in zip(stored, stored.dropFirst())
        where (left.index, left.suffix) == (right.index, right.suffix) {
            throw .duplicateAttribute(path, String(decoding: left.suffix, as: UTF8.self))
        }
        let size = stored.reduce(Format.attributeHeaderSize) { $0 + $1.encodedSize }
        guard size <= Self.sizeLimit else { throw .attributesTooLarge(path) }
        if let number = numbers[stored] { return number }
        sets.append(stored)
        numbers[stored] = sets.count - 1
        return sets.count - 1
    }

    /// Counts one more inode that has a set of attributes.
    ///
    /// What is shared depends on the inodes counted so far, so this has to happen in an order that
    /// does not depend on the threads.
    mutating func count(_ set: SetID) {
        for entry in sets[set] { attributes[entry, default: Shared()].uses += 1 }
    }

    /// The most that a set takes behind an inode, whatever will be shared.
    func largestSize(of set: SetID) -> Int {
        let entries = sets[set]
        return entries.isEmpty
            ? 0 : entries.reduce(Format.attributeHeaderSize) { $0 + $1.encodedSize }
    }

    /// The attribute area of an inode, as its header's unit count and its bytes.
    ///
    /// On demand, attributes of a single inode go to the shared area, too.
    mutating func encode(_ set: SetID, sharingAll: Bool = false) -> (units: UInt16, bytes: [UInt8])
    {
        let entries = sets[set]
        guard !entries.isEmpty else { return (0, []) }
        var places: [UInt32] = []
        var inline: [UInt8] = []
        for entry in entries {
            if places.count < Int(UInt8.max), let place = share(entry, always: sharingAll) {
                places.append(place)
            } else {
                inline += entry.encoded
            }
        }
        var bytes = [UInt8](repeating: 0, count: Format.attributeHeaderSize + places.count * 4)
        bytes[4] = UInt8(places.count)
        for (index, place) in places.enumerated() {
            bytes.store(place, at: Format.attributeHeaderSize + index * 4)
        }
        bytes += inline
        return (UInt16((bytes.count - Format.attributeHeaderSize) / 4 + 1), bytes)
    }

    /// The place of an attribute in the shared area; nil where it stays with its inode.
    private mutating func share(_ entry: StoredAttribute, always: Bool) -> UInt32? {
        guard var shared = attributes[entry] else { return nil }
        if let place = shared.place { return place }
        guard shared.uses > 1 || always, let place = UInt32(exactly: area.count / 4) else {
            return nil
        }
        area += entry.encoded
        shared.place = place
        attributes[entry] = shared
        return place
    }
}
