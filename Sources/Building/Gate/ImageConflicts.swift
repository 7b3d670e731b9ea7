import EROFS
package import Model

/// What images that are merged together do to one another.
package struct ImageConflicts {
    /// One of the images.
    package struct Image {
        /// What systemd sorts it by: the extension's name.
        let name: String
        let listing: ImageListing

        /// Names an image by its release file, or else by its file's name.
        package init(listing: ImageListing, fileName: String) {
            let release = listing.releases.count == 1 ? listing.releases.first : nil
            let suffix = release.map {
                PathText.name($0.path).dropFirst(ImageListing.releasePrefix.count)
            }
            let stem = fileName.hasSuffix(".raw") ? fileName.dropLast(4) : fileName[...]
            name = suffix.map(String.init) ?? String(stem)
            self.listing = listing
        }
    }

    /// The name that findings about two images have in place of a check's.
    package static let check = "conflicts"

    /// The images, the lowest layer first.
    private let images: [Image]

    /// Puts images into the order in which systemd lays them over one another.
    ///
    /// systemd-sysext sorts names by `strverscmp_improved` and the last is the uppermost layer.
    package init(_ images: [Image]) {
        self.images = images.sorted { left, right in
            switch VersionOrder.compare(left.name, right.name) {
            case .older: true
            case .newer: false
            case .same: left.name < right.name
            }
        }
    }

    /// The names in merge order, lowest layer first.
    package var order: [String] { images.map(\.name) }

    /// Every path that two of them have, unless it is the same folder.
    ///
    /// Throws: `ReaderError`, `GateError`.
    package func findings() throws -> [Finding] {
        var findings: [Finding] = []
        for (name, count) in Dictionary(images.map { ($0.name, 1) }, uniquingKeysWith: +)
        where count > 1 {
            findings.append(
                finding(
                    .error,
                    Printable.text(name),
                    "\(count) images are of '\(Printable.text(name))', of which systemd merges one"
                )
            )
        }
        var holders: [String: [Int]] = [:]
        for (index, image) in images.enumerated() {
            for entry in image.listing.entries { holders[entry.path, default: []].append(index) }
        }
        for (path, holding) in holders.sorted(by: { $0.key < $1.key }) {
            for (lower, upper) in zip(holding, holding.dropFirst()) {
                guard let found = try conflict(path, images[lower], images[upper]) else {
                    continue
                }
                findings.append(found)
            }
        }
        return findings
    }

    private func conflict(_ path: String, _ lower: Image, _ upper: Image) throws -> Finding? {
        guard let below = lower.listing.entry(path), let above = upper.listing.entry(path) else {
            return nil
        }
        let names = (Printable.text(lower.name), Printable.text(upper.name))
        let both = "'\(above.shown)' is in '\(names.0)' and '\(names.1)'"
        guard above.kind == below.kind else {
            return finding(
                .error,
                above.shown,
                "\(both), as \(below.kindWords) and as \(above.kindWords); '\(names.1)' wins"
            )
        }
        let isSameMode =
            above.permissions == below.permissions && above.inode.owner == below.inode.owner
            && above.inode.group == below.inode.group
        guard above.kind != .directory else {
            guard !isSameMode else { return nil }
            return finding(
                .warning,
                above.shown,
                "\(both) with different modes or owners; that of '\(names.1)' wins"
            )
        }
        guard try isSameContent(below, lower.listing, above, upper.listing) else {
            return finding(.error, above.shown, "\(both) and differs; '\(names.1)' wins")
        }
        guard isSameMode else {
            return finding(
                .error,
                above.shown,
                "\(both) with different modes or owners; that of '\(names.1)' wins"
            )
        }
        return finding(.note, above.shown, "\(both), and is the same")
    }

    private func isSameContent(
        _ below: ImageEntry,
        _ lower: ImageListing,
        _ above: ImageEntry,
        _ upper: ImageListing
    ) throws -> Bool {
        switch above.kind {
        case .symbolicLink: return above.target == below.target
        case .regular:
            guard above.inode.size == below.inode.size else { return false }
            return try lower.checksum(of: below) == upper.checksum(of: above)
        default: return above.inode.device == below.inode.device
        }
    }

    private func finding(
        _ level: Finding.Level,
        _ subject: String,
        _ message: String
    ) -> Finding {
        Finding(check: Self.check, level: level, subject: subject, message: message)
    }
}
