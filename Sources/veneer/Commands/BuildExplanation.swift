#if Builder
import Model
import RPM

/// Which packages a build would take, and who asks for each.
struct BuildExplanation: Report {
    /// One package that would be taken.
    struct Package: Encodable {
        let name: String
        let version: EVR
        let architecture: String
        let repository: String
        /// The bytes to fetch.
        let size: UInt64
        /// The bytes that it installs.
        let installedSize: UInt64
        /// `requested`, `required`, `recommended`, or `combination` where several others need it together.
        let reason: String
        /// What the recipe asks for, or the dependency of the package before it in the chain.
        let asked: String?
        /// From the package that the recipe asks for to this one, by their full names.
        let chain: [String]
    }

    /// A request that the base meets.
    struct Satisfied: Encodable {
        let request: String
        let packages: [String]
        /// Newer versions that repositories have, and that are not taken.
        let newer: [String]
    }

    let extensionName: ExtensionName
    let packages: [Package]
    let satisfied: [Satisfied]
    let size: UInt64
    let installedSize: UInt64
    private let plan: PackagePlan

    private enum CodingKeys: String, CodingKey {
        case extensionName = "name"
        case packages, satisfied, size, installedSize
    }

    init(_ plan: PackagePlan, recipe: Recipe) {
        self.plan = plan
        extensionName = recipe.name
        packages = plan.packages.map { Package($0, in: plan) }
        satisfied = plan.satisfied.map {
            Satisfied(
                request: $0.request,
                packages: $0.packages.map(\.description),
                newer: $0.newer.map(\.description)
            )
        }
        size = plan.downloadSize
        installedSize = plan.installedSize
    }

    var text: String {
        let count = packages.count == 1 ? "1 package" : "\(packages.count) packages"
        let sizes = "\(Self.bytes(size)) to fetch, \(Self.bytes(installedSize)) installed"
        var lines = ["\(extensionName): \(count), \(sizes)"]
        let roots = plan.packages(broughtBy: nil)
        for request in Set(roots.compactMap(\.request)).sorted() {
            lines.append("'\(request)'")
            lines += tree(roots.filter { $0.request == request })
        }
        let others = roots.filter { $0.request == nil }
        if !others.isEmpty { lines += ["needed by several together"] + tree(others) }
        lines += satisfied.map { item in
            let left = item.newer.isEmpty ? "" : ", so not \(item.newer.joined(separator: ", "))"
            return "'\(item.request)': the base has \(item.packages.joined(separator: ", "))\(left)"
        }
        return lines.joined(separator: "\n")
    }

    /// The lines for some packages and all that they bring in.
    private func tree(_ packages: [PlannedPackage], indent: String = "") -> [String] {
        packages.enumerated().flatMap { number, package in
            let isLast = number == packages.count - 1
            let deeper = indent + (isLast ? "   " : "│  ")
            return ["\(indent)\(isLast ? "└─ " : "├─ ")\(Self.line(package))"]
                + tree(plan.packages(broughtBy: package.nevra), indent: deeper)
        }
    }

    private static func line(_ package: PlannedPackage) -> String {
        let facts = "\(package.nevra) (\(bytes(package.size)), \(package.repository))"
        return switch package.reason {
        case .required(_, let dependency) where dependency != package.nevra.name:
            "\(facts) for \(dependency)"
        case .recommended: "\(facts), recommended"
        default: facts
        }
    }

    private static func bytes(_ number: UInt64) -> ByteCount { ByteCount(Int64(clamping: number)) }
}

extension BuildExplanation.Package {
    fileprivate init(_ package: PlannedPackage, in plan: PackagePlan) {
        name = package.nevra.name
        version = package.nevra.evr
        architecture = package.nevra.architecture
        repository = package.repository
        size = package.size
        installedSize = package.installedSize
        (reason, asked) =
            switch package.reason {
            case .requested(let request): ("requested", request)
            case .required(_, let dependency): ("required", dependency)
            case .recommended: ("recommended", nil)
            case .dependency: ("combination", nil)
            }
        chain = plan.chain(to: package).map(\.nevra.description)
    }
}

extension PlannedPackage {
    /// The recipe's words, when they ask for this very package.
    fileprivate var request: String? {
        guard case .requested(let request) = reason else { return nil }
        return request
    }
}
#endif
