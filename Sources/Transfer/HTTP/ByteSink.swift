/// Takes the bytes of one transfer, whatever they come from and however many attempts it needs.
protocol ByteSink {
    /// How many bytes it holds already and can go on from.
    var received: Int64 { get }
    /// What identified the bytes so far at the server, for a conditional range request; nothing when it has to start again.
    var validator: String? { get set }
    /// Bytes follow, from the start of the file or from where it had stopped; the total is what the source announces.
    mutating func begin(resuming: Bool, total: Int64?) throws
    /// The next bytes.
    mutating func receive(_ bytes: UnsafeRawBufferPointer) throws
}

/// Keeps a small document in memory.
struct DocumentSink: ByteSink {
    let location: Location
    let limit: Int
    var bytes: [UInt8] = []

    init(location: Location, limit: Int) {
        self.location = location
        self.limit = limit
    }

    var received: Int64 { Int64(bytes.count) }

    /// Documents are small: they are fetched again from the start.
    var validator: String? {
        get { nil }
        set {}
    }

    mutating func begin(resuming: Bool, total: Int64?) throws {
        if let total, total > Int64(limit) { throw tooLarge }
        bytes = []
    }

    mutating func receive(_ bytes: UnsafeRawBufferPointer) throws {
        guard self.bytes.count + bytes.count <= limit else { throw tooLarge }
        self.bytes += bytes
    }

    private var tooLarge: TransferError { .tooLarge(location, limit: Int64(limit)) }
}
