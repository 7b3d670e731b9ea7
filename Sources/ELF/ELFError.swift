import Model

/// Why a file cannot be read as ELF.
package enum ELFError: Diagnosable, Equatable {
    /// It begins as an ELF file does, but is cut short or contradicts itself.
    case malformed(detail: String)

    package var description: String {
        switch self {
        case .malformed(let detail): "the ELF file is malformed: \(detail)"
        }
    }
}
