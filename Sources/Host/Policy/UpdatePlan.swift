package import Model

/// What a host should hold next, and what has to be done for it; decided without touching anything.
package struct UpdatePlan: Equatable, Sendable {
    /// A difference between the current generation and the next.
    package enum Change: Equatable, Sendable {
        case install(InstalledImage)
        case update(InstalledImage, from: InstalledImage)
        case remove(InstalledImage)
    }

    /// A request that could not be met.
    package struct Unmet: Equatable, Sendable {
        package var name: ExtensionName
        package var reason: SelectionError
        /// Whether the host keeps an image that still fits.
        package var keepsFittingImage: Bool
    }

    /// The next generation's images, sorted by name.
    package var images: [InstalledImage] = []
    package var changes: [Change] = []
    package var unmet: [Unmet] = []

    package var changesAnything: Bool { !changes.isEmpty }

    /// Decides what each request gives.
    ///
    /// An image is only replaced by a newer one, or by any that fits once it does not fit itself. Nothing outside the scope
    /// changes; without a scope, images that nobody asks for any more go.
    package init(
        requests: [ExtensionRequest],
        current: [InstalledImage],
        selection: Selection,
        scope: Set<ExtensionName>? = nil
    ) {
        for request in requests.sorted(by: { $0.name < $1.name }) {
            let own = current.first { $0.name == request.name }
            if scope?.contains(request.name) ?? true {
                decide(request, own, selection)
            } else if let own {
                images.append(own)
            }
        }
        let requested = Set(requests.map(\.name))
        for image in current where !requested.contains(image.name) {
            if scope?.contains(image.name) ?? true {
                changes.append(.remove(image))
            } else {
                images.append(image)
            }
        }
        images.sort { $0.name < $1.name }
    }

    private mutating func decide(
        _ request: ExtensionRequest,
        _ own: InstalledImage?,
        _ selection: Selection
    ) {
        let fits = own.map { selection.host.judge($0).fits } ?? false
        do {
            let best = InstalledImage(try selection.best(request))
            guard let own else {
                changes.append(.install(best))
                images.append(best)
                return
            }
            let replaces = own.version < best.version || !fits
            if replaces { changes.append(.update(best, from: own)) }
            images.append(replaces ? best : own)
        } catch {
            if let own { images.append(own) }
            unmet.append(Unmet(name: request.name, reason: error, keepsFittingImage: fits))
        }
    }
}

extension UpdatePlan {
    /// Takes images out of what a host holds.
    package init(removing names: Set<ExtensionName>, from current: [InstalledImage]) {
        images = current.filter { !names.contains($0.name) }
        changes = current.filter { names.contains($0.name) }.map(Change.remove)
    }

    /// The differences from one set of images to another.
    package init(returningTo images: [InstalledImage], from current: [InstalledImage]) {
        self.images = images
        for image in images {
            guard let own = current.first(where: { $0.name == image.name }) else {
                changes.append(.install(image))
                continue
            }
            if own != image { changes.append(.update(image, from: own)) }
        }
        let kept = Set(images.map(\.name))
        changes += current.filter { !kept.contains($0.name) }.map(Change.remove)
    }
}
