import SystemPackage

/// The content of a file.
func bytes(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
        let size = Int(try file.seek(offset: 0, from: .end))
        var count = 0
        var content = [UInt8](repeating: 0, count: size)
        while count < size {
            let step = try content.withUnsafeMutableBytes { buffer in
                try file.read(
                    fromAbsoluteOffset: Int64(count),
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                )
            }
            guard step > 0 else { break }
            count += step
        }
        return content
    }
}
