extension ResolutionProblem: CustomStringConvertible {
    /// The whole chain in one sentence, such as "'htop' asks for 'libfoo', which needs 'libbar >= 2', but the base has
    /// 'libbar-1-1.x86_64' and never changes".
    package var description: String {
        guard let last = links.last else { return Self.sentence(obstacle) }
        var text = beginning
        for link in links.dropFirst() {
            text += " asks for '\(link.package.name)', which"
        }
        // A package that would replace one of the base differs by its version only.
        if case .replacesBase = obstacle {
            text = text.replacingSuffix(
                " '\(last.package.name)', which",
                " '\(last.package)', which"
            )
        }
        return "\(text) \(Self.sentence(obstacle))"
    }

    private var beginning: String {
        guard let first = links.first else { return "" }
        let name = "'\(first.package.name)'"
        guard case .request(let request) = first.asking, request != first.package.name else {
            if links.count == 1, case .replacesBase = obstacle { return "'\(first.package)'" }
            return name
        }
        return "'\(request)' stands for '\(first.package)', which"
    }

    private static func sentence(_ obstacle: Obstacle) -> String {
        switch obstacle {
        case .otherInBase(let dependency, let base):
            "needs '\(dependency)', but the base has \(list(base)) and never changes"
        case .excluded(let dependency, let packages):
            "needs '\(dependency)', which only excluded packages have: \(list(packages))"
        case .missing(let dependency): "needs '\(dependency)', which nothing provides"
        case .replacesBase(let package):
            "would replace '\(package)' of the base, which never changes"
        case .conflict(let package, let isInBase, let dependency):
            "conflicts with '\(package)'\(isInBase ? " of the base" : "") (as '\(dependency)')"
        case .rival(let package): "cannot be there together with '\(package)'"
        case .obsoletes(let package, let dependency):
            "replaces '\(package)', which is asked for too (as '\(dependency)')"
        case .notInstallable: "does not run on this architecture"
        case .other(let sentence): sentence
        }
    }

    private static func list(_ packages: [NEVRA]) -> String {
        let names = packages.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
        return packages.count > 3 ? names + " and others" : names
    }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, _ replacement: String) -> String {
        hasSuffix(suffix) ? dropLast(suffix.count) + replacement : self
    }
}
