import Foundation
import SystemPackage

/// Changes one byte of a file.
func flip(_ file: FilePath, at offset: Int) throws {
    var bytes = try Data(contentsOf: URL(filePath: file.string))
    bytes[offset] ^= 0x55
    try bytes.write(to: URL(filePath: file.string))
}
