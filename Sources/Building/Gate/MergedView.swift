import EROFS
import Model

/// An image over its base, as a host has them once it is merged.
struct MergedView {
    /// What is at one path.
    enum Place: Equatable {
        case directory
        case file(isExecutable: Bool)
        case link(target: String)
        case special
    }

    /// Where a path leads once all links are followed.
    enum Resolution: Equatable {
        case found(path: String, Place)
        /// Nothing is there.
        case missing(path: String)
        /// It is the host's own, which no base says all of.
        case host(path: String)
        /// It leads above the root.
        case outside
        /// More links than the kernel follows.
        case circle
        /// It is not in the image, and there is no base to look into.
        case unknown
    }

    let listing: ImageListing
    let base: GateBase?

    private static let linkLimit = 40
    private static let hostFolders: Set<String> = [
        "boot", "dev", "efi", "etc", "home", "media", "mnt", "opt", "ostree", "proc", "root", "run",
        "srv", "state", "sys", "sysroot", "tmp", "var",
    ]

    /// What is at exactly a path, the image's before the base's.
    func place(_ path: String) -> Place? {
        if let entry = listing.entry(path) {
            return switch entry.kind {
            case .directory: .directory
            case .regular: .file(isExecutable: entry.permissions & 0o111 != 0)
            case .symbolicLink: .link(target: entry.target ?? "")
            default: .special
            }
        }
        if let link = base?.layout.links[path] { return .link(target: link) }
        guard let file = base?.files[path] else { return nil }
        return switch file.kind {
        case .directory: .directory
        case .file: .file(isExecutable: file.permissions & 0o111 != 0)
        case .symlink(let target): .link(target: target)
        case .special: .special
        }
    }

    /// Follows a path through all links.
    func resolve(_ path: String) -> Resolution {
        var waiting = Array(path.split(separator: "/").reversed())
        var stack: [Substring] = []
        var last = Place.directory
        var links = 0
        while let name = waiting.popLast() {
            if name == "." { continue }
            if name == ".." {
                guard stack.popLast() != nil else { return .outside }
                last = .directory
                continue
            }
            let here = "/" + (stack + [name]).joined(separator: "/")
            guard let place = place(here) else { return nothing(at: here, rest: waiting) }
            guard case .link(let target) = place else {
                stack.append(name)
                last = place
                continue
            }
            links += 1
            guard links <= Self.linkLimit, target.utf8.count <= 4096 else { return .circle }
            if target.hasPrefix("/") { stack = [] }
            waiting += target.split(separator: "/").reversed().map { Substring($0) }
        }
        return .found(path: "/" + stack.joined(separator: "/"), last)
    }

    private func nothing(at path: String, rest: [Substring]) -> Resolution {
        let whole = ([Substring(path)] + rest.reversed()).joined(separator: "/")
        let top = path.split(separator: "/").first.map(String.init) ?? ""
        if Self.hostFolders.contains(top) || PathText.isInside(path, "/usr/local") {
            return .host(path: whole)
        }
        return base?.knowsFiles == true ? .missing(path: whole) : .unknown
    }
}
