package import EROFS

/// How much is in an image.
package struct ImageCensus: Equatable, Sendable, Encodable {
    package var files = 0
    package var directories = 0
    package var links = 0
    package var others = 0
    /// The sum of the sizes of all plain files, in bytes; names of one file count once.
    package var contentSize: Int64 = 0

    /// Counts what is in an image.
    ///
    /// Throws: `ReaderError`.
    package init(counting reader: Reader) throws {
        var seen: Set<UInt64> = []
        try reader.walk { _, inode in
            switch inode.kind {
            case .regular:
                files += 1
                guard seen.insert(inode.node).inserted else { return }
                contentSize = contentSize.addingClamped(inode.size)
            case .directory: directories += 1
            case .symbolicLink: links += 1
            default: others += 1
            }
        }
    }
}

extension Int64 {
    /// A damaged image can claim more than any number holds.
    fileprivate func addingClamped(_ amount: UInt64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(Int64(clamping: amount))
        return overflow ? .max : sum
    }
}
