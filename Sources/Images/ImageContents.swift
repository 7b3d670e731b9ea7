package import EROFS

/// Every file of an image by its path, with all that can differ between two images but the bytes.
package struct ImageContents: Sendable {
    /// One name in an image.
    package struct File: Equatable, Sendable {
        package let inode: Inode
        /// The target of a symbolic link.
        package let target: [UInt8]?
        /// Sorted by name.
        package let attributes: [ExtendedAttribute]

        /// The SELinux label, without the NUL that ends it.
        package var label: String? {
            attributes.first { $0.name == Self.labelName }.map {
                String(
                    decoding: $0.value.last == 0 ? $0.value.dropLast() : $0.value[...],
                    as: UTF8.self
                )
            }
        }

        static let labelName = "security.selinux"
    }

    /// More names than this are no extension's; reading them all would need too much memory.
    package static let limit = 2_000_000

    package private(set) var files: [ImagePath: File] = [:]
    /// In the order of a walk: folders before what is in them.
    package private(set) var paths: [ImagePath] = []

    /// Reads everything but the contents of files.
    ///
    /// Throws: `ReaderError`, also for more files than the limit.
    package init(reading reader: Reader) throws {
        try reader.walk { path, inode in
            guard paths.count < Self.limit else {
                throw ReaderError.unsupported("more than \(Self.limit) names")
            }
            paths.append(path)
            files[path] = File(
                inode: inode,
                target: inode.kind == .symbolicLink ? try reader.target(of: inode) : nil,
                attributes: try reader.attributes(of: inode)
            )
        }
    }

    /// The sum of the sizes of all plain files, in bytes; names of one file count once.
    package var contentSize: UInt64 {
        var seen: Set<UInt64> = []
        return files.values.reduce(0) { sum, file in
            guard file.inode.kind == .regular, seen.insert(file.inode.node).inserted else {
                return sum
            }
            return sum.addingReportingOverflow(file.inode.size).overflow
                ? .max : sum + file.inode.size
        }
    }
}
