import EROFS
import Model

extension GateCheck {
    /// Follows every link in the image laid over its base.
    static let links = GateCheck(
        "links",
        .error,
        "Links lead to something in the image or the base."
    ) { input in
        input.listing.entries.compactMap { entry in
            guard entry.kind == .symbolicLink, let target = entry.target else { return nil }
            let whole = target.hasPrefix("/") ? target : "\(PathText.parent(entry.path))/\(target)"
            guard
                let problem = problem(
                    input.merged.resolve(whole),
                    isAbsolute: target.hasPrefix("/"),
                    of: entry
                )
            else { return nil }
            let shown = Printable.text(target)
            return finding(
                "links",
                problem.level,
                entry.shown,
                "the link '\(entry.shown)' to '\(shown)' \(problem.words)"
            )
        }
    }

    private static func problem(
        _ resolution: MergedView.Resolution,
        isAbsolute: Bool,
        of entry: ImageEntry
    ) -> (level: Finding.Level, words: String)? {
        switch resolution {
        case .found: return nil
        case .unknown:
            return (.note, "leads out of the image, and no base says what is there")
        case .host: return (.note, "leads to the host's own files")
        case .outside: return (.error, "leads above the root")
        case .circle: return (.error, "goes round in a circle")
        case .missing:
            // Debuggers look for files by these, and do without.
            if entry.path.hasPrefix("/usr/lib/.build-id/") { return (.note, "leads nowhere") }
            return (isAbsolute ? .error : .warning, "leads nowhere")
        }
    }
}
