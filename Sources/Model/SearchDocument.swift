/// The whole catalogue in one file, to be searched: what there is, without what only a choice needs.
package struct SearchDocument: Equatable, Codable, Sendable {
    /// The format that this program writes and reads.
    package static let currentFormat = 1
    /// The largest document that is read, in bytes.
    package static let sizeLimit = 32 << 20

    /// One extension.
    package struct Entry: Equatable, Codable, Sendable {
        package var name: ExtensionName
        package var summary: String
        /// Sorted by release, architecture and version.
        package var images: [Image]
    }

    /// One image that is offered.
    package struct Image: Equatable, Codable, Sendable {
        package var version: ImageVersion
        package var release: ReleaseLabel
        package var architecture: Architecture
        /// In bytes.
        package var size: Int64
        package var units: [String]
    }

    package var format = Self.currentFormat
    /// The catalogue's title.
    package var title: String
    /// Sorted by name.
    package var extensions: [Entry]

    /// Lists the images that are not withdrawn; an extension's summary is that of its newest image.
    package init(title: String, images: [PublishedImage]) {
        self.title = title
        let groups = Dictionary(grouping: images.filter { $0.withdrawn == nil }, by: \.name)
        extensions = groups.sorted { $0.key < $1.key }.map { name, images in
            let sorted = images.sorted(by: Self.precedes)
            let newest = sorted.max { $0.version < $1.version }
            return Entry(
                name: name,
                summary: newest?.summary ?? "",
                images: sorted.map(Image.init)
            )
        }
    }

    private static func precedes(_ left: PublishedImage, _ right: PublishedImage) -> Bool {
        if left.release != right.release { return left.release.text < right.release.text }
        if left.architecture != right.architecture {
            return left.architecture.systemdName < right.architecture.systemdName
        }
        return left.version < right.version
    }

    /// The document's text.
    ///
    /// Throws: `IndexError.malformed`.
    package func json() throws(IndexError) -> [UInt8] {
        do {
            return try JSONDocument.text(of: self)
        } catch {
            throw IndexError(error, known: Self.currentFormat)
        }
    }

    /// Reads a document; its format number is looked at first.
    ///
    /// Throws: `IndexError`.
    package init(json: [UInt8]) throws(IndexError) {
        do {
            self = try JSONDocument.read(Self.self, format: Self.currentFormat, from: json)
        } catch {
            throw IndexError(error, known: Self.currentFormat)
        }
    }
}

extension SearchDocument.Image {
    init(_ image: PublishedImage) {
        version = image.version
        release = image.release
        architecture = image.architecture
        size = image.size
        units = image.units
    }
}
