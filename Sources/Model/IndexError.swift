/// Why what a repository says of its images cannot be used, although its signature is good.
package enum IndexError: Diagnosable, Equatable {
    /// A document of a format with another number, and the number that this program reads.
    case unknownFormat(Int, known: Int)
    case malformed(String)

    package var description: String {
        switch self {
        case .unknownFormat(let number, let known):
            "the repository's document has format \(number), this program reads format \(known)"
        case .malformed(let reason): "the repository's description is malformed: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownFormat: "update veneer"
        case .malformed: "tell the publisher"
        }
    }
}

extension IndexError {
    init(_ problem: JSONDocument.Problem, known: Int = 0) {
        switch problem {
        case .unknownFormat(let number): self = .unknownFormat(number, known: known)
        case .malformed(let reason): self = .malformed(reason)
        }
    }
}
