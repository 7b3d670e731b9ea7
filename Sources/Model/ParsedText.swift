/// A text that was checked when it was made, so that no bad value can exist.
///
/// Conforming types encode as the plain text and refuse bad text when decoded.
package protocol ParsedText: Hashable, Codable, Sendable, CustomStringConvertible {
    /// What such a text is called in an error, such as `extension name`.
    static var noun: String { get }
    /// The text itself.
    var text: String { get }
    /// Reads the text, or nothing when it is not one.
    init?(_ text: String)
}

extension ParsedText {
    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "'\(text.prefix(80))' is not a valid \(Self.noun)"
                )
            )
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
