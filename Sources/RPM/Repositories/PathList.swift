/// Which packages have the files of some paths, as text: a line for each path, with the packages' checksums after it.
struct PathList {
    /// The checksums by the paths; empty where no package has the file.
    var owners: [String: [String]] = [:]

    /// Reads the text of a list; lines that are none are left out.
    init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: "\t")).map {
                String(decoding: $0, as: UTF8.self)
            }
            if let path = words.first { owners[path] = Array(words.dropFirst()) }
        }
    }

    /// The list as text, sorted.
    var bytes: [UInt8] {
        let lines = owners.sorted { $0.key < $1.key }
            .filter { !$0.key.contains(where: { $0 == "\n" || $0 == "\t" }) }
            .map { ([$0.key] + $0.value).joined(separator: "\t") + "\n" }
        return Array(lines.joined().utf8)
    }
}
