import EROFS
import Images
import Model

/// What `diff` tells of two images.
struct DiffAnswer: Report {
    struct FileChange: Encodable {
        let path: String
        let aspects: [ImageDifference.Aspect]
        let old: FileLine
        let new: FileLine
    }

    struct UnitChange: Encodable {
        let added: [String]
        let removed: [String]
        /// Units that something starts in the second image only, and in the first only.
        let started: [String]
        let stopped: [String]
    }

    struct Sizes: Encodable {
        /// Of the image files, in bytes.
        let image: [Int64]
        /// Of the content, in bytes.
        let content: [UInt64]
    }

    let old: String
    let new: String
    let isSame: Bool
    /// Nothing where one of the images has no provenance beside it.
    let packages: PackageDifference?
    let added: [FileLine]
    let removed: [FileLine]
    let changed: [FileChange]
    let units: UnitChange
    let sizes: Sizes

    init(_ old: ImageSide, _ new: ImageSide, _ files: ImageDifference) {
        self.old = old.name
        self.new = new.name
        if let left = old.provenance, let right = new.provenance {
            packages = PackageDifference(from: left, to: right)
        } else {
            packages = nil
        }
        added = Self.lines(files.added, new.contents)
        removed = Self.lines(files.removed, old.contents)
        changed = files.changed.map { change in
            FileChange(
                path: change.path.description,
                aspects: change.aspects,
                old: FileLine(change.path, change.old),
                new: FileLine(change.path, change.new)
            )
        }
        units = Self.units(old.units, new.units)
        sizes = Sizes(
            image: [old.size, new.size],
            content: [old.contents.contentSize, new.contents.contentSize]
        )
        isSame = files.isEmpty && packages?.isEmpty ?? true
    }

    private static func lines(_ paths: [ImagePath], _ contents: ImageContents) -> [FileLine] {
        paths.compactMap { path in contents.files[path].map { FileLine(path, $0) } }
    }

    private static func units(_ old: [ImageUnit], _ new: [ImageUnit]) -> UnitChange {
        let (before, after) = (Set(old.map(\.name)), Set(new.map(\.name)))
        let startedBefore = Set(old.filter { !$0.startedBy.isEmpty }.map(\.name))
        let startedAfter = Set(new.filter { !$0.startedBy.isEmpty }.map(\.name))
        return UnitChange(
            added: after.subtracting(before).sorted(),
            removed: before.subtracting(after).sorted(),
            started: startedAfter.subtracting(startedBefore).sorted(),
            stopped: startedBefore.subtracting(startedAfter).sorted()
        )
    }
}

extension DiffAnswer {
    var text: String {
        var lines = ["--- \(old.shown)", "+++ \(new.shown)"]
        lines.append(Self.growth("size", sizes.image.map { UInt64(clamping: $0) }))
        lines.append(Self.growth("content", sizes.content))
        guard !isSame else {
            return (lines + ["no difference in what they hold"]).joined(separator: "\n")
        }
        lines += packageLines + unitLines
        lines += [
            "", "files: \(added.count) added, \(removed.count) removed, \(changed.count) changed",
        ]
        lines += removed.map { "- \($0.text)" }
        lines += added.map { "+ \($0.text)" }
        lines += changed.map { change in
            let words = change.aspects.map { Self.words($0, change) }
            return "~ \(change.path.shown): \(words.joined(separator: ", "))"
        }
        return lines.joined(separator: "\n")
    }

    private static func growth(_ name: String, _ sizes: [UInt64]) -> String {
        let (old, new) = (Int64(clamping: sizes[0]), Int64(clamping: sizes[1]))
        let sign = new < old ? "-" : "+"
        return
            "\(name): \(ByteCount(old)) -> \(ByteCount(new)) (\(sign)\(ByteCount(abs(new - old))))"
    }

    private var packageLines: [String] {
        guard let packages else {
            return ["", "packages: not known, for want of a .json beside both images"]
        }
        guard !packages.isEmpty else { return ["", "packages: the same"] }
        let counts = """
            packages: \(packages.added.count) added, \(packages.removed.count) removed, \
            \(packages.changed.count) changed
            """
        return ["", counts] + packages.removed.map { "- \($0)" } + packages.added.map { "+ \($0)" }
            + packages.changed.map { "~ \($0.name) \($0.old) -> \($0.new)" }
    }

    private var unitLines: [String] {
        let lines =
            units.removed.map { "- \($0)" } + units.added.map { "+ \($0)" }
            + units.started.map { "~ \($0): is started" }
            + units.stopped.map { "~ \($0): is not started" }
        return lines.isEmpty ? [] : ["", "units:"] + lines.map(\.shown)
    }

    private static func words(_ aspect: ImageDifference.Aspect, _ change: FileChange) -> String {
        let (old, new) = (change.old, change.new)
        return switch aspect {
        case .kind: "kind \(old.mode.prefix(1)) -> \(new.mode.prefix(1))"
        case .content: old.size == new.size ? "content" : "content \(old.size) -> \(new.size) bytes"
        case .target: "target \((old.target ?? "").shown) -> \((new.target ?? "").shown)"
        case .mode: "mode \(old.mode) -> \(new.mode)"
        case .owner: "owner \(old.owner):\(old.group) -> \(new.owner):\(new.group)"
        case .label: "label \((old.label ?? "none").shown) -> \((new.label ?? "none").shown)"
        case .attributes: "attributes"
        }
    }
}
