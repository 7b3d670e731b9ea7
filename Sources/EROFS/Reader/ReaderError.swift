package import SystemPackage

/// Why an image, or a file in it, could not be read.
package enum ReaderError: Error, Hashable, CustomStringConvertible {
    case notAnImage
    case badChecksum
    case truncated(offset: UInt64, count: Int)
    case unsupported(String)
    case corrupt(node: UInt64, CorruptionReason)
    case notFound(ImagePath)
    case notADirectory(ImagePath)
    case tooManyLinks(ImagePath)
    case wrongKind(node: UInt64, expected: FileKind)
    case tooLarge(node: UInt64, size: UInt64, limit: Int)
    case input(Errno)

    package var description: String {
        switch self {
        case .notAnImage: "the file is not an EROFS image"
        case .badChecksum: "the checksum of the superblock is wrong"
        case .truncated(let offset, let count):
            "the image ends before the \(count) bytes at offset \(offset)"
        case .unsupported(let feature): "the image uses \(feature), which cannot be read"
        case .corrupt(let node, let reason): "the inode \(node) is damaged: \(reason)"
        case .notFound(let path): "there is no '\(path)' in the image"
        case .notADirectory(let path): "'\(path)' is not a directory in the image"
        case .tooManyLinks(let path): "'\(path)' goes through more than 40 symbolic links"
        case .wrongKind(let node, let expected): "the inode \(node) is not a \(expected)"
        case .tooLarge(let node, let size, let limit):
            "the content of inode \(node) has \(size) bytes, more than the \(limit) allowed"
        case .input(let error): "the image could not be read: \(error)"
        }
    }
}

/// What is wrong with an inode.
package enum CorruptionReason: Hashable, Sendable, CustomStringConvertible {
    case format
    case mode
    case inlineData
    case attributes
    case directoryBlock
    case directoryOrder
    case name
    case parent
    case linkTarget
    case index
    case extent
    case compressedData
    case size
    case loop
    case links

    package var description: String {
        switch self {
        case .format: "it has an unknown form"
        case .mode: "its mode names no kind of file"
        case .inlineData: "its inline data crosses a block"
        case .attributes: "its extended attributes are malformed"
        case .directoryBlock: "a directory block is malformed"
        case .directoryOrder: "its entries are not in order"
        case .name: "an entry's name is not allowed"
        case .parent: "its '..' does not lead to its parent"
        case .linkTarget: "its target is empty or too long"
        case .index: "its cluster index is malformed"
        case .extent: "a cluster has an impossible length or place"
        case .compressedData: "a cluster cannot be inflated"
        case .size: "its size does not fit the image"
        case .links: "another number of names lead to it than it says"
        case .loop: "a directory is reached twice"
        }
    }
}
