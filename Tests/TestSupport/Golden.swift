import Foundation
package import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Expected outputs that are kept in `Golden/` beside the test.
package enum Golden {
    /// Compares a text with the file of this name.
    ///
    /// With `RECORD_GOLDEN=1` in the environment it writes the file instead, and fails, so that a recording never passes for a test.
    package static func expect(
        _ text: String,
        _ name: String,
        beside file: StaticString = #filePath,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = URL(fileURLWithPath: "\(file)").deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name)")
        if getenv("RECORD_GOLDEN") != nil {
            try Data(text.utf8).write(to: path)
            Issue.record("recorded '\(name)'", sourceLocation: sourceLocation)
            return
        }
        let expected = try Data(contentsOf: path)
        #expect(
            text == String(decoding: expected, as: UTF8.self),
            "\(name)",
            sourceLocation: sourceLocation
        )
    }
}
