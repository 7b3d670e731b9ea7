/// An RPM package's epoch, version and release.
package struct EVR: Hashable, Codable, Sendable {
    /// Absent and zero mean the same.
    package var epoch: Int
    package var version: String
    package var release: String

    /// Makes a version from its parts.
    package init(epoch: Int = 0, version: String, release: String) {
        self.epoch = epoch
        self.version = version
        self.release = release
    }

    /// Reads `[EPOCH:]VERSION[-RELEASE]`, or nothing when the epoch is no number or the version is empty.
    package init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        epoch = 0
        if let colon = rest.firstIndex(of: ":") {
            guard let number = Int(rest[..<colon]), number >= 0 else { return nil }
            epoch = number
            rest = rest[rest.index(after: colon)...]
        }
        let dash = rest.lastIndex(of: "-")
        version = String(rest[..<(dash ?? rest.endIndex)])
        release = dash.map { String(rest[rest.index(after: $0)...]) } ?? ""
        guard !version.isEmpty else { return nil }
    }
}

extension EVR: CustomStringConvertible {
    package var description: String {
        (epoch > 0 ? "\(epoch):" : "") + version + (release.isEmpty ? "" : "-\(release)")
    }
}
