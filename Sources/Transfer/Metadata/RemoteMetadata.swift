import TUF

/// The metadata files below an address.
package struct RemoteMetadata: MetadataSource {
    private let client: TransferClient
    private let location: Location

    /// Takes the address of the folder that they are in.
    package init(_ location: Location, _ client: TransferClient) {
        self.location = location
        self.client = client
    }

    /// A file's bytes; nothing where the server has none, or says 403 as object stores do of names that they do not have.
    ///
    /// Throws: `TransferError`.
    package func metadata(named name: String, limit: Int) async throws -> [UInt8]? {
        do {
            return try await client.fetch(location.appending(encodedName: name), limit: limit)
        } catch let error as TransferError {
            switch error {
            case .noSuchFile, .refused(_, status: 403): return nil
            default: throw error
            }
        }
    }
}
