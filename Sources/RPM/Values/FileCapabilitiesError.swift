import Model

/// Why a text of capabilities cannot be stored with a file.
package enum FileCapabilitiesError: Diagnosable, Equatable {
    /// libcap does not understand the text.
    case malformed(String)
    /// Some of the granted capabilities are effective and others not, which no file system can store.
    case partlyEffective(String)

    package var description: String {
        switch self {
        case .malformed(let text): "'\(text)' is no set of capabilities"
        case .partlyEffective(let text):
            "a file cannot have the capabilities '\(text)': they must all be effective, or none"
        }
    }
}
