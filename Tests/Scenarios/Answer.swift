import Foundation
import SystemPackage

/// What the program answers with `--json`, as a script would read it.
enum Answer {
    struct Added: Decodable {
        var name: String
        var extensions: Int
    }

    struct Sources: Decodable {
        struct Row: Decodable {
            var name: String
            var url: String
            var root: String
        }

        var sources: [Row]
    }

    struct Changed: Decodable {
        struct Change: Decodable, Equatable {
            var action: String
            var name: String
            var version: String
            var formerVersion: String?
            var source: String
        }

        var generation: Int?
        var changes: [Change]
        var merge: String
    }

    struct Status: Decodable {
        struct Row: Decodable {
            var name: String
            var version: String?
            var state: String
        }

        var extensions: [Row]
        var generation: Int?
    }

    struct History: Decodable {
        struct Row: Decodable {
            var number: Int
            var isCurrent: Bool
            var outcome: String
        }

        var generations: [Row]
    }

    /// Reads an answer that a story kept.
    static func read<Value: Decodable>(
        _ name: String,
        in folder: FilePath,
        as type: Value.Type
    ) throws -> Value {
        let path = folder.appending("\(name).json").string
        return try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
    }
}
