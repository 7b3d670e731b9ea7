package import EROFS

extension Base {
    /// How images for this base are compressed where nobody says otherwise: the smallest that its kernels are known to mount.
    package var standardCompression: Compression {
        facts.codecs.contains("zstd")
            ? .zstd(level: 9, clusterSize: 65_536) : .lz4hc(level: 12, clusterSize: 65_536)
    }
}
