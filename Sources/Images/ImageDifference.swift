package import EROFS

/// How the files of one image differ from those of another.
package struct ImageDifference: Sendable {
    /// What can differ between two files of one path.
    package enum Aspect: String, Codable, CaseIterable, Sendable {
        case kind
        case content
        case target
        case mode
        case owner
        case label
        case attributes
    }

    /// A path that both images have, with different files.
    package struct Change: Sendable {
        package let path: ImagePath
        package let aspects: [Aspect]
        package let old: ImageContents.File
        package let new: ImageContents.File
    }

    /// The paths that only the second image has, in order.
    package private(set) var added: [ImagePath] = []
    /// The paths that only the first image has, in order.
    package private(set) var removed: [ImagePath] = []
    package private(set) var changed: [Change] = []

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    /// Compares all that two images hold; times do not count.
    ///
    /// Throws: `ReaderError` for a damaged image.
    package init(
        from old: ImageContents,
        _ oldReader: Reader,
        to new: ImageContents,
        _ newReader: Reader
    ) throws(ReaderError) {
        var comparison = ContentComparison(oldReader, newReader)
        for path in old.paths {
            guard let before = old.files[path] else { continue }
            guard let after = new.files[path] else {
                removed.append(path)
                continue
            }
            let aspects = try Self.aspects(before, after, &comparison)
            guard !aspects.isEmpty else { continue }
            changed.append(Change(path: path, aspects: aspects, old: before, new: after))
        }
        added = new.paths.filter { old.files[$0] == nil }
    }

    private static func aspects(
        _ old: ImageContents.File,
        _ new: ImageContents.File,
        _ comparison: inout ContentComparison
    ) throws(ReaderError) -> [Aspect] {
        var aspects: [Aspect] = []
        if old.inode.kind != new.inode.kind || old.inode.device != new.inode.device {
            aspects.append(.kind)
        } else if old.inode.kind == .regular, try !comparison.isSame(old.inode, new.inode) {
            aspects.append(.content)
        } else if old.target != new.target {
            aspects.append(.target)
        }
        if old.inode.permissions != new.inode.permissions { aspects.append(.mode) }
        if old.inode.owner != new.inode.owner || old.inode.group != new.inode.group {
            aspects.append(.owner)
        }
        if old.label != new.label { aspects.append(.label) }
        if others(old) != others(new) { aspects.append(.attributes) }
        return aspects
    }

    private static func others(_ file: ImageContents.File) -> [ExtendedAttribute] {
        file.attributes.filter { $0.name != ImageContents.File.labelName }
    }
}

/// Compares the bytes of files, and reads no more than an image can honestly hold.
private struct ContentComparison {
    private let old: Reader
    private let new: Reader
    private var budget: UInt64
    /// Pairs of files whose answer is known: several names lead to them.
    private var known: [Pair: Bool] = [:]

    private struct Pair: Hashable {
        let old: UInt64
        let new: UInt64
    }

    private static let piece = 1 << 20

    init(_ old: Reader, _ new: Reader) {
        self.old = old
        self.new = new
        // Content that is more than this many times as long as the image repeats itself to no end.
        let blocks = UInt64(max(old.superblock.blocks, new.superblock.blocks))
        budget = (blocks << UInt64(min(old.superblock.blockBits, 16))) << 10
    }

    mutating func isSame(_ left: Inode, _ right: Inode) throws(ReaderError) -> Bool {
        guard left.size == right.size else { return false }
        let pair = Pair(old: left.node, new: right.node)
        if let answer = known[pair] { return answer }
        var position: UInt64 = 0
        var isSame = true
        while isSame, position < left.size {
            let bytes = try old.read(left, at: position, count: Self.piece)
            isSame = try bytes == new.read(right, at: position, count: Self.piece)
            guard !bytes.isEmpty, UInt64(bytes.count) <= budget else {
                throw .corrupt(node: left.node, .size)
            }
            budget -= UInt64(bytes.count)
            position += UInt64(bytes.count)
        }
        known[pair] = isSame
        return isSame
    }
}
