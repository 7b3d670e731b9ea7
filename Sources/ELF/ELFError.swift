import Model

/// Why a file cannot be read as ELF.
package enum ELFError: Diagnosable, Equatable {
    /// It begins as an ELF file does, but is cut short or contradicts itself.
    case malformed(detail: String)
    /// There is no room for a file of this size, in bytes.
    case noMemory(size: UInt64)

    package var description: String {
        switch self {
        case .malformed(let detail): "the ELF file is malformed: \(detail)"
        case .noMemory(let size): "there is not enough memory for an ELF file of \(size) bytes"
        }
    }
}
