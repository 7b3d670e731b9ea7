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
        let decoder = JSONDecoder()
        let data = Data(json)
        do {
            let header = try decoder.decode(Header.self, from: data)
            guard header.format == Self.currentFormat else {
                throw IndexError.unknownFormat(header.format)
            }
            self = try decoder.decode(RepositoryIndex.self, from: data)
        } catch let error as IndexError {
            throw error
        } catch {
            throw .malformed(Self.sentence(for: error))
        }
        try checkImages()
    }

    private struct Header: Decodable {
        var format: Int
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

/// Why a repository's index cannot be used although its signature is good.
package enum IndexError: Diagnosable, Equatable {
    case unknownFormat(Int)
    case malformed(String)

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
