import FoundationEssentials

extension RepositoryIndex {
    /// Where the signed index is, relative to the repository's root.
    package static let path = "metadata/index.json"
    /// The largest index that is read, in bytes: ten thousand images take about 16 MiB.
    package static let sizeLimit = 64 << 20

    /// The index as JSON, keys sorted.
    ///
    /// Throws: `IndexError.malformed`.
    package func json() throws(IndexError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            throw .malformed("\(error)")
        }
    }

    /// Reads an index that was signed; its format number is looked at first.
    ///
    /// Throws: `IndexError`.
    package init(json: [UInt8]) throws(IndexError) {
        do throws(JSONDocument.Problem) {
            self = try JSONDocument.read(Self.self, format: Self.currentFormat, from: json)
        } catch {
            throw IndexError(error)
        }
        try checkImages()
    }

    private func checkImages() throws(IndexError) {
        var paths: Set<String> = []
        for image in images {
            guard image.size > 0 else { throw .malformed("'\(image.path)' has no size") }
            guard paths.insert(image.path).inserted else {
                throw .malformed("'\(image.path)' is listed twice")
            }
        }
    }
}

/// Why a repository's index cannot be used although its signature is good.
package enum IndexError: Diagnosable, Equatable {
    case unknownFormat(Int)
    case malformed(String)

    init(_ problem: JSONDocument.Problem) {
        switch problem {
        case .unknownFormat(let number): self = .unknownFormat(number)
        case .malformed(let reason): self = .malformed(reason)
        }
    }

    package var description: String {
        switch self {
        case .unknownFormat(let number):
            "the repository's index has format \(number), this program reads format \(RepositoryIndex.currentFormat)"
        case .malformed(let reason): "the repository's index is malformed: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownFormat: "update veneer"
        case .malformed: "tell the publisher"
        }
    }
}
