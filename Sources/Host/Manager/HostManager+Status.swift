package import Model
import SystemPackage

/// How a host stands.
package struct HostStatus: Sendable, Equatable {
    /// How far one extension got.
    package enum State: String, Codable, Sendable {
        /// Its programs run.
        case merged
        /// systemd-sysext sees it, and has not merged it.
        case linked
        /// Wanted or chosen, and not linked yet.
        case pending
        /// Its image cannot be used.
        case missing
        /// Not wanted any more, but still there.
        case unwanted
    }

    /// One extension.
    package struct Row: Sendable, Equatable {
        package var name: ExtensionName
        package var image: InstalledImage?
        package var state: State
        package var reason: String?
    }

    package var root: String
    package var host: HostFacts
    package var generation: Int?
    package var rows: [Row]
    /// What stands in the way of systemd-sysext: other files of the same name.
    package var warnings: [String]
}

extension HostManager {
    /// Looks at the host without changing it, and without a network.
    package func status() async throws -> HostStatus {
        let host = try facts()
        let state = try StateFolder.load(root)
        let images = state.currentImages
        let linkable = try Linkable(images, in: Store.open(root), for: host)
        let found = try Links(root).read()
        let merged = try await mergedNames()
        let stale = try Links(root).newerThanMerge()
        let plan = LinkPlan(wanted: linkable.files, found: found)
        let wanted = Set(try requests.list().map(\.name))
        let names = wanted.union(images.map(\.name)).union(found.links.keys)
        let rows = names.sorted().map { name in
            var row = HostStatus.Row(
                name: name,
                image: images.first { $0.name == name },
                state: .pending
            )
            if let refusal = linkable.refused[name] {
                row.state = .missing
                row.reason = "\(refusal)"
            } else if row.image == nil {
                row.state = wanted.contains(name) ? .pending : .unwanted
                row.reason = wanted.contains(name) ? "'veneer update' installs it" : nil
            } else if found.links[name] != linkable.files[name] {
                row.reason = "it is linked at the next boot, or by 'veneer refresh'"
            } else if merged.contains(name.text), !stale.contains(name) {
                row.state = wanted.contains(name) ? .merged : .unwanted
            } else {
                row.state = .linked
                row.reason = "it is merged at the next boot, or by 'veneer refresh'"
            }
            return row
        }
        return HostStatus(
            root: root.path.string,
            host: host,
            generation: state.current,
            rows: rows,
            warnings: plan.shadows.map(\.description)
        )
    }

    /// The generations that are kept, oldest first, and the number of the current one.
    package func history() throws -> (generations: [Generation], current: Int?) {
        let state = try StateFolder.load(root)
        return (state.generations, state.current)
    }

    private func mergedNames() async throws -> Set<String> {
        guard case .available = try merger.availability() else { return [] }
        return try await merger.merged()
    }
}
