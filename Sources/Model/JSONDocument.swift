import FoundationEssentials

/// Documents in JSON; our own have their number `format` at the top.
package enum JSONDocument {
    /// Why a document cannot be read or written.
    package enum Problem: Error, Equatable {
        case unknownFormat(Int)
        /// In words, with the place in the document.
        case malformed(String)
    }

    private struct Header: Decodable {
        var format: Int
    }

    /// The text of a document: keys sorted, a line for each value, a line break at the end.
    package static func text(of value: some Encodable) throws(Problem) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value)) + [0x0a]
        } catch {
            throw .malformed("\(error)")
        }
    }

    /// Reads a document; its format number is looked at first.
    static func read<Value: Decodable>(
        _ type: Value.Type,
        format: Int,
        from json: [UInt8]
    ) throws(Problem) -> Value {
        let found = try read(Header.self, from: json).format
        guard found == format else { throw .unknownFormat(found) }
        return try read(type, from: json)
    }

    /// Reads a document that is part of another one, and has no format number of its own.
    static func read<Value: Decodable>(
        _ type: Value.Type,
        from json: [UInt8]
    ) throws(Problem) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(json))
        } catch {
            throw .malformed(sentence(for: error))
        }
    }

    private static func sentence(for error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let inner):
            return "'\(path(inner.codingPath + [key]))' is missing"
        case .typeMismatch(_, let inner), .valueNotFound(_, let inner), .dataCorrupted(let inner):
            context = inner
        @unknown default: return "\(error)"
        }
        return "'\(path(context.codingPath))': \(context.debugDescription)"
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { key in key.intValue.map(String.init) ?? key.stringValue }
            .joined(separator: ".")
    }
}
