/// The kinds of file that an image can hold; raw values are those of directory entries.
package enum FileKind: UInt8, Sendable, CaseIterable {
    case regular = 1
    case directory
    case characterDevice
    case blockDevice
    case fifo
    case socket
    case symbolicLink

    /// The kind's bits in a Unix mode.
    package var modeBits: UInt16 {
        switch self {
        case .fifo: 0o010000
        case .characterDevice: 0o020000
        case .directory: 0o040000
        case .blockDevice: 0o060000
        case .regular: 0o100000
        case .symbolicLink: 0o120000
        case .socket: 0o140000
        }
    }

    /// Takes the kind out of a Unix mode, or returns nil where its bits name none.
    package init?(mode: UInt16) {
        guard let kind = Self.allCases.first(where: { $0.modeBits == mode & 0o170000 }) else {
            return nil
        }
        self = kind
    }
}
