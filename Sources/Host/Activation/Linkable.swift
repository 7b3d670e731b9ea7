import Model

/// Which images may be linked: those that are in the store, whole, and fit the host.
struct Linkable: Sendable {
    /// The file of each extension that may be linked.
    private(set) var files: [ExtensionName: String] = [:]
    /// Why the others may not.
    private(set) var refused: [ExtensionName: ImageError] = [:]

    /// Looks at images by size, superblock and release file, which is quick enough at boot.
    ///
    /// Throws: `FileError`, when the store itself cannot be read.
    init(_ images: [InstalledImage], in store: Store?, for host: HostFacts) throws {
        for image in images {
            do throws(ImageError) {
                try Self.check(image, store, host)
                files[image.name] = image.file.text
            } catch {
                refused[image.name] = error
            }
        }
    }

    private static func check(
        _ image: InstalledImage,
        _ store: Store?,
        _ host: HostFacts
    )
        throws(ImageError)
    {
        let file = image.file.text
        do {
            switch try store?.presence(of: image, readingIt: false) ?? .missing {
            case .missing: throw ImageError.missing(file: file)
            case .damaged(let reason): throw ImageError.damaged(file: file, reason: reason)
            case .present: break
            }
            try store?.reading(image) { try ImageContent.check($0, of: image, for: host) }
        } catch let error as ImageError {
            throw error
        } catch {
            // One image that cannot be read must not keep the others from being linked.
            throw .notReadable(file: file, cause: error)
        }
    }
}
