import Glibc
import Model

/// The SHA-256 checksums in a document beside a download.
///
/// Lines of `sha256sum` (`HEX  NAME`, `HEX *NAME`), BSD lines (`SHA256 (NAME) = HEX`), or a checksum alone; all else is passed over.
struct ChecksumDocument {
    /// What each name hashes to; paths before names do not count.
    private var checksums: [String: Set<Checksum>] = [:]
    /// A checksum that stands alone in the document.
    private var only: Checksum?
    private let name: String

    /// In bytes: the most that such a document may have.
    static let sizeLimit = 4 << 20

    /// Reads a document.
    init(parsing bytes: [UInt8], name: String) {
        self.name = name
        let lines = bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d })
        for line in lines { read(String(decoding: line, as: UTF8.self)) }
        if lines.count == 1, checksums.isEmpty {
            let words = lines[0].split(separator: 0x20)
            only = words.count == 1 ? Checksum(hex: String(decoding: words[0], as: UTF8.self)) : nil
        }
    }

    private mutating func read(_ line: String) {
        if line.hasPrefix("SHA256 ("), let end = line.range(of: ") = ") {
            let start = line.index(line.startIndex, offsetBy: "SHA256 (".count)
            guard start <= end.lowerBound, let checksum = Checksum(hex: line[end.upperBound...])
            else { return }
            add(line[start..<end.lowerBound], checksum)
            return
        }
        let hex = line.prefix { $0 != " " && $0 != "\t" }
        guard let checksum = Checksum(hex: hex) else { return }
        let rest = line[hex.endIndex...].drop { $0 == " " || $0 == "\t" }
        add(rest.first == "*" ? rest.dropFirst() : rest, checksum)
    }

    private mutating func add(_ path: Substring, _ checksum: Checksum) {
        guard let name = path.split(separator: "/").last, !name.isEmpty else { return }
        checksums[String(name), default: []].insert(checksum)
    }

    /// The checksum of a file.
    ///
    /// Throws: `DownloadError` when there is none, or when there are two.
    func checksum(of file: String) throws(DownloadError) -> Checksum {
        if let only { return only }
        guard let found = checksums[file], let first = found.first else {
            throw .noChecksum(file: file, document: name)
        }
        guard found.count == 1 else { throw .twoChecksums(file: file, document: name) }
        return first
    }

    /// The newest name that a pattern matches, as versions sort.
    ///
    /// Throws: `DownloadError` when there is none.
    func newest(matching pattern: String) throws(DownloadError) -> String {
        let names = checksums.keys.filter { fnmatch(pattern, $0, FNM_PATHNAME) == 0 }
        guard let newest = names.max(by: { VersionOrder.compare($0, $1) == .older }) else {
            throw .noChecksum(file: pattern, document: name)
        }
        return newest
    }
}

extension String {
    /// Where a text occurs first.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) {
                return start..<index(start, offsetBy: text.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
