import Model

/// From which version to which each package goes.
struct UpdateSteps {
    /// A package of an advisory.
    struct Update {
        let name: String
        let evr: EVR
        let architecture: String
    }

    private struct Step {
        let package: NEVRA
        /// The version before; nothing when everything up to the new one counts.
        let from: EVR?
    }

    private var steps: [String: [Step]] = [:]

    var isEmpty: Bool { steps.isEmpty }

    /// Pairs packages with those of the same name and architecture that they replace.
    init(_ packages: [NEVRA], replacing old: [NEVRA]?) {
        var before: [String: EVR] = [:]
        for package in old ?? [] {
            let key = Self.key(package.name, package.architecture)
            // Of several installed versions, the newest counts.
            if let known = before[key], known.order(to: package.evr) != .older { continue }
            before[key] = package.evr
        }
        for package in packages {
            let key = Self.key(package.name, package.architecture)
            let from = before[key]
            if old != nil {
                guard let from, from.order(to: package.evr) == .older else { continue }
            }
            steps[key, default: []].append(Step(package: package, from: from))
        }
    }

    /// The packages that step over, or onto, one of an advisory's packages.
    func packages(bringing updates: [Update]) -> [String] {
        updates.flatMap { update in
            (steps[Self.key(update.name, update.architecture)] ?? []).filter { step in
                update.evr.order(to: step.package.evr) != .newer
                    && (step.from.map { $0.order(to: update.evr) == .older } ?? true)
            }.map(\.package.description)
        }
    }

    private static func key(_ name: String, _ architecture: String) -> String {
        "\(name).\(architecture)"
    }
}
