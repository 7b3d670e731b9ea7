/// Why a document is not read any further.
enum XMLProblem: Error, Equatable {
    /// It ends in the middle of an element.
    case truncated
    /// A tag, a text or a comment is longer than any that makes sense.
    case tooLong(limit: Int)
    /// Elements are nested deeper than in any document of this kind.
    case tooDeep(limit: Int)
    /// The whole is longer than it says, or than any that makes sense.
    case tooLarge(limit: UInt64)
    /// It declares a document type or uses entities of its own, which could stand for anything.
    case declaration
    /// It is not well-formed.
    case malformed(String)
    /// It cannot be unpacked.
    case packing

    /// The reason as part of a sentence.
    var text: String {
        switch self {
        case .truncated: "it ends too early"
        case .tooLong(let limit): "a part of it is longer than \(limit) bytes"
        case .tooDeep(let limit): "its elements are nested deeper than \(limit) levels"
        case .tooLarge(let limit): "it has more than \(limit) bytes when it is unpacked"
        case .declaration: "it has a document type, which metadata has not"
        case .malformed(let detail): detail
        case .packing: "it cannot be unpacked"
        }
    }
}
