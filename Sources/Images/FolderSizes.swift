package import EROFS

/// How many bytes of content are in each folder of an image, with all that is below it.
package struct FolderSizes: Sendable {
    /// A folder, or a file that stands for itself.
    package struct Row: Equatable, Sendable {
        package let path: ImagePath
        /// In bytes, uncompressed.
        package let size: UInt64
        package let files: Int
        /// 0 for the root.
        package let depth: Int
    }

    /// The content of all plain files, in bytes; names of one file count once, at their first.
    package let total: UInt64
    private let sizes: [ImagePath: (size: UInt64, files: Int)]
    private let children: [ImagePath: [ImagePath]]

    /// Sums the sizes of an image's files.
    package init(_ contents: ImageContents) {
        var sizes: [ImagePath: (size: UInt64, files: Int)] = [:]
        var children: [ImagePath: [ImagePath]] = [:]
        var seen: Set<UInt64> = []
        for path in contents.paths {
            guard let inode = contents.files[path]?.inode else { continue }
            if inode.kind == .directory, !path.components.isEmpty {
                children[path.parent, default: []].append(path)
            }
            guard inode.kind == .regular else { continue }
            let size = seen.insert(inode.node).inserted ? inode.size : 0
            var folder = path
            // Paths of an image have at most 4096 bytes, so this ends soon.
            repeat {
                folder = folder.parent
                let (old, files) = sizes[folder] ?? (0, 0)
                let (sum, overflow) = old.addingReportingOverflow(size)
                sizes[folder] = (overflow ? .max : sum, files + 1)
            } while !folder.components.isEmpty
        }
        self.sizes = sizes
        self.children = children
        total = sizes[.root]?.size ?? 0
    }

    /// The folders down to a depth, the largest first within each; those below a share of all are left out.
    package func rows(depth: Int, smallest: Double = 0.01) -> [Row] {
        var rows: [Row] = []
        var waiting = [(ImagePath.root, 0)]
        while let (path, level) = waiting.popLast() {
            let (size, files) = sizes[path] ?? (0, 0)
            rows.append(Row(path: path, size: size, files: files, depth: level))
            guard level < depth else { continue }
            let below = (children[path] ?? []).filter { isShown($0, smallest) }
            // The largest goes onto the stack last, and comes off first.
            waiting += below.sorted {
                (sizes[$0]?.size ?? 0, "\($1)") < (sizes[$1]?.size ?? 0, "\($0)")
            }
            .map { ($0, level + 1) }
        }
        return rows
    }

    private func isShown(_ path: ImagePath, _ smallest: Double) -> Bool {
        let size = sizes[path]?.size ?? 0
        return size > 0 && Double(size) >= Double(total) * smallest
    }
}
