import Files
import Glibc
import SystemPackage
import Testing
import Transfer

/// Expected outputs that are kept in `Golden/`.
enum Golden {
    /// Compares a text with the file of this name.
    ///
    /// With `RECORD_GOLDEN=1` in the environment it writes the file instead, and fails, so that a recording never passes for a test.
    static func expect(
        _ text: String,
        _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = FilePath(#filePath).removingLastComponent().appending("Golden")
        if getenv("RECORD_GOLDEN") != nil {
            try Folder(path).write(Array(text.utf8), to: name)
            Issue.record("recorded '\(name)'", sourceLocation: sourceLocation)
            return
        }
        let expected = try Folder(path).read(name, limit: 1 << 20)
        #expect(
            text == String(decoding: expected, as: UTF8.self),
            "\(name)",
            sourceLocation: sourceLocation
        )
    }
}
