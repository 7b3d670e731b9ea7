import Files
import Model

/// Which compressed images the kernels of a base can mount.
///
/// The version does not tell: Zstandard came with Linux 6.10, and there are later kernels that are built without it.
struct KernelCodecs: Equatable {
    /// The codecs that every kernel has, sorted; empty where no configuration is there.
    let names: [String]

    private static let options = [
        "lz4": "CONFIG_EROFS_FS_ZIP=y", "lzma": "CONFIG_EROFS_FS_ZIP_LZMA=y",
        "zstd": "CONFIG_EROFS_FS_ZIP_ZSTD=y",
    ]

    /// Reads the configurations beside the kernels' modules.
    ///
    /// Throws: `FileError`.
    init(reading root: Folder) throws {
        let folder = "usr/lib/modules"
        let kernels = try root.folderInRoot(folder)?.entries().filter { $0.kind == .folder } ?? []
        try self.init(
            configurations: kernels.compactMap {
                try root.textInRoot("\(folder)/\($0.name)/config")
            }
        )
    }

    /// Takes what all of these configurations have.
    init(configurations: [String]) {
        let sets = configurations.map { text in
            Set(text.split(whereSeparator: \.isNewline).map(String.init))
        }
        names =
            sets.isEmpty
            ? []
            : Self.options.filter { option in
                sets.allSatisfy { $0.contains(option.value) }
            }
            .keys.sorted()
    }
}
