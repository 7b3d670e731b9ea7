import Files
import Model
import SystemPackage
import Transfer

/// The host's folder of verified images, outside every folder that systemd-sysext searches.
package struct Store: Sendable {
    /// Where it is on every host; systemd-sysupdate's users have their images here too.
    package static let path = "/var/lib/extensions.d"

    package let folder: HostFolder

    /// Opens the store, or gives nothing when the host has none yet.
    package static func open(_ root: HostRoot) throws -> Store? {
        try root.folder(path).map(Store.init(folder:))
    }

    /// Opens the store, and makes it where it is missing.
    package static func make(_ root: HostRoot) throws -> Store {
        Store(folder: try root.makeFolder(path))
    }

    /// How an image stands in the store.
    package enum Presence: Equatable, Sendable {
        case present
        case missing
        /// Something else has its name.
        case damaged(String)
    }

    /// Whether an image is there, by its size; and by every byte when asked to read it.
    package func presence(of image: InstalledImage, readingIt: Bool) throws -> Presence {
        let name = image.file.text
        guard let entry = try folder.files.entry(name) else { return .missing }
        guard entry.kind == .file else { return .damaged("it is no regular file") }
        guard entry.size == image.size else {
            return .damaged("it has \(entry.size) bytes, not \(image.size)")
        }
        guard readingIt else { return .present }
        let (checksum, _) = try reading(image) { try Checksum.reading($0, path: name) }
        return checksum == image.checksum ? .present : .damaged("its checksum is wrong")
    }

    /// Opens an image of the store for as long as the body runs.
    func reading<Value>(
        _ image: InstalledImage,
        _ body: (FileDescriptor) throws -> Value
    ) throws
        -> Value
    {
        let file = try folder.files.open(image.file.text)
        defer {
            // Only read from: nothing can be lost by closing it.
            try? file.close()
        }
        return try body(file)
    }

    /// Puts a verified image under its final name, durably.
    package func admit(_ image: VerifiedImage) throws {
        let name = image.installed.file.text
        try folder.gate.pass(.rename, folder.path(of: name))
        try image.file.commit(as: name)
    }

    /// Removes images; the caller knows that they are Veneer's and that nothing refers to them.
    package func remove(_ files: Set<String>) throws {
        for file in files.sorted() { try folder.remove(file) }
        if !files.isEmpty { try folder.sync() }
    }

    /// Removes what an interrupted run has left half-made.
    package func sweep() throws {
        try folder.files.removePendingFiles()
    }
}
