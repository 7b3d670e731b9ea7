import Files
import FoundationEssentials
import Model
import Transfer

/// The folder of the host's records, `/var/lib/veneer`.
package struct StateFolder: Sendable {
    /// Where it is on every host.
    package static let path = "/var/lib/veneer"
    static let file = "state.json"
    static let lockFile = "lock"
    /// Far above what five generations of hundreds of images take.
    private static let limit = 16 << 20

    let folder: HostFolder

    /// Reads the records of a host; a host without any has an empty state.
    package static func load(_ root: HostRoot) throws -> HostState {
        guard let folder = try root.folder(path) else { return HostState() }
        return try StateFolder(folder: folder).load()
    }

    /// Reads the records.
    package func load() throws -> HostState {
        guard try folder.files.entry(Self.file) != nil else { return HostState() }
        let bytes = try folder.files.read(Self.file, limit: Self.limit)
        let path = "\(folder.path)/\(Self.file)"
        do {
            let format = try JSONDecoder().decode(Format.self, from: Data(bytes)).format
            guard format <= HostState.currentFormat else {
                throw StateError.newerFormat(path: path, format: format)
            }
            return try JSONDecoder().decode(HostState.self, from: Data(bytes))
        } catch let error as StateError {
            throw error
        } catch {
            throw StateError.unreadable(path: path, cause: error)
        }
    }

    /// Writes the records, durably and in one step.
    package func save(_ state: HostState) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try folder.write([UInt8](encoder.encode(state)) + [0x0a], to: Self.file)
    }

    /// The part of the file that every format has.
    private struct Format: Decodable {
        var format: Int
    }
}
