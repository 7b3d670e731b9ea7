import EROFS
import Model

extension GateCheck {
    /// An image is laid over the base: where both have a path, the image's wins.
    static let shadowing = GateCheck(
        "shadowing",
        .error,
        "No file of the base is replaced by another one.",
        needs: .baseFiles
    ) { input in
        guard let base = input.base else { return [] }
        var findings: [Finding] = []
        for entry in input.listing.entries where base.layout.links[entry.path] == nil {
            guard let other = base.files[entry.path],
                let clash = try clash(entry, other, input.listing)
            else { continue }
            findings.append(
                finding(
                    "shadowing",
                    clash.level,
                    entry.shown,
                    clash.message,
                    hint: clash.level == .error
                        ? "leave it out with a step 'remove: \(entry.shown)', or accept it: "
                            + "'allow: {shadowing: [\(entry.shown)]}'" : nil
                )
            )
        }
        return findings
    }

    private static func clash(
        _ entry: ImageEntry,
        _ other: BaseFile,
        _ listing: ImageListing
    ) throws -> (level: Finding.Level, message: String)? {
        let path = entry.shown
        switch (entry.kind, other.kind) {
        case (.directory, .directory):
            return folderClash(entry, other.permissions).map { (.error, $0) }
        case (.symbolicLink, .symlink(let target)):
            guard target != entry.target else {
                return (.note, "the base has the same link '\(path)'")
            }
            return (
                .error,
                "the base's link '\(path)' leads to '\(target)', the image's to "
                    + "'\(Printable.text(entry.target ?? ""))'"
            )
        case (.regular, .file(let size, let checksum)):
            guard UInt64(clamping: size) == entry.inode.size,
                try listing.checksum(of: entry) == checksum
            else { return (.error, "the base has another file '\(path)', which it would hide") }
            guard entry.permissions == other.permissions else {
                return (
                    .error,
                    "'\(path)' is the base's with another mode: "
                        + "\(octal(entry.permissions)), not \(octal(other.permissions))"
                )
            }
            return (.note, "the base has the same file '\(path)'")
        default:
            return (.error, "'\(path)' is \(entry.kindWords), and \(words(other.kind)) in the base")
        }
    }

    /// A merged folder has the mode of its uppermost layer.
    private static func folderClash(_ entry: ImageEntry, _ permissions: UInt16) -> String? {
        let own = entry.permissions
        let isReachable = permissions & 0o055 & ~own == 0
        let isNoWider = own & 0o022 & ~permissions == 0 && own & 0o6000 == permissions & 0o6000
        guard isReachable, isNoWider else {
            return "the folder '\(entry.shown)' of the base would have the mode \(octal(own)), "
                + "not \(octal(permissions))"
        }
        return nil
    }

    private static func words(_ kind: BaseFile.Kind) -> String {
        switch kind {
        case .directory: "a folder"
        case .file: "a plain file"
        case .symlink: "a link"
        case .special: "a device, a pipe or a socket"
        }
    }
}

/// A mode as people write it.
func octal(_ permissions: UInt16) -> String {
    let digits = String(permissions, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
