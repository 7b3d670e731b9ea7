import Model
import XML

/// What a metalink document of a mirror manager says: where `repomd.xml` is, and what it must be.
///
/// Metalink 3.0 with MirrorManager's `alternates`, which are older versions that mirrors may still have.
package struct Metalink: Equatable, Sendable {
    /// URLs of repositories, best first.
    package let mirrors: [String]
    /// What `repomd.xml` may hash to, by the strongest algorithm given for each version; the newest first, at least one.
    package let proofs: [FileChecksum]

    /// The most bytes that such a document may have.
    package static let sizeLimit = 4 << 20
    /// More mirrors than this are not looked at.
    private static let mirrorLimit = 256

    /// Reads a document.
    ///
    /// Throws ``MetalinkError``.
    package init(parsing bytes: [UInt8], document: String) throws(MetalinkError) {
        guard bytes.count <= Self.sizeLimit else {
            throw MetalinkError(document: document, problem: .tooLarge)
        }
        let collector = Collector()
        do throws(XMLEvents.Problem) {
            try XMLEvents.read(bytes) { collector.add($0) }
        } catch {
            throw MetalinkError(document: document, problem: .init(error))
        }
        guard !collector.proofs.isEmpty else {
            throw MetalinkError(document: document, problem: .noChecksum)
        }
        // A stable sort: of equal ones, the document's order says which is nearer.
        let ordered = collector.mirrors.enumerated().sorted {
            ($1.element.preference, $0.offset) < ($0.element.preference, $1.offset)
        }
        mirrors = ordered.prefix(Self.mirrorLimit).map(\.element.url)
        guard !mirrors.isEmpty else {
            throw MetalinkError(document: document, problem: .noMirror)
        }
        proofs = collector.proofs
    }

    /// Whether a text is meant to be such a document, and not a plain list.
    package static func isDocument(_ bytes: [UInt8]) -> Bool {
        bytes.first { $0 > 0x20 } == UInt8(ascii: "<")
    }
}

/// What is found while a document is read; a class, because the walk's closure fills it.
private final class Collector {
    struct Mirror {
        let url: String
        let preference: Int
    }

    private static let suffix = "/repodata/repomd.xml"

    private(set) var mirrors: [Mirror] = []
    private(set) var proofs: [FileChecksum] = []
    /// Of the file itself, which ends after its alternates.
    private var newest: FileChecksum?
    private var alternate: FileChecksum?
    private var older: [FileChecksum] = []

    func add(_ element: XMLEvents.Element) {
        switch element.name {
        case "hash":
            guard let checksum = Self.checksum(element) else { return }
            if element.path.contains("alternate") {
                alternate = Self.stronger(alternate, checksum)
            } else {
                newest = Self.stronger(newest, checksum)
            }
        case "alternate":
            if let alternate { older.append(alternate) }
            alternate = nil
        case "url": addMirror(element)
        case "file": endFile(element)
        default: break
        }
    }

    private static func stronger(_ left: FileChecksum?, _ right: FileChecksum) -> FileChecksum {
        guard let left, left.algorithm.length >= right.algorithm.length else { return right }
        return left
    }

    private func addMirror(_ element: XMLEvents.Element) {
        let url = element.text.filter { !$0.isWhitespace }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.hasSuffix(Self.suffix)
        else { return }
        mirrors.append(
            Mirror(
                url: String(url.dropLast(Self.suffix.count)),
                preference: element.attributes["preference"].flatMap { Int($0) } ?? 0
            )
        )
    }

    private func endFile(_ element: XMLEvents.Element) {
        defer {
            newest = nil
            older = []
        }
        guard element.attributes["name"] == "repomd.xml", let newest else { return }
        proofs += [newest] + older
    }

    private static func checksum(_ element: XMLEvents.Element) -> FileChecksum? {
        guard
            let algorithm = element.attributes["type"]
                .flatMap({ FileChecksum.Algorithm(rawValue: $0.lowercased()) })
        else { return nil }
        return FileChecksum(algorithm: algorithm, hex: element.text.filter { !$0.isWhitespace })
    }
}
