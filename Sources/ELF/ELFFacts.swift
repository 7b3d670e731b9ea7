package import Model

/// What a program, a library or a kernel module says of itself in its ELF headers.
///
/// System V ABI (gABI), "ELF Header" and "Dynamic Linking"; versions as in the Linux Standard Base, "Symbol Versioning".
package struct ELFFacts: Codable, Hashable, Sendable {
    /// What kind of file it is (`e_type`).
    package enum Kind: String, Codable, Sendable {
        /// An object file or a kernel module (`ET_REL`).
        case relocatable
        /// A program at a fixed address (`ET_EXEC`).
        case executable
        /// A library, or a program at any address (`ET_DYN`).
        case shared
        /// A core dump (`ET_CORE`).
        case core
        case other
    }

    /// The size of an address (`EI_CLASS`).
    package enum WordSize: Int, Codable, Sendable {
        case bits32 = 32
        case bits64 = 64
    }

    package var kind: Kind
    package var wordSize: WordSize
    /// Whether numbers have their most significant byte first (`EI_DATA`).
    package var isBigEndian: Bool
    /// The number of the machine (`e_machine`).
    package var machineNumber: UInt16
    /// The name that a library has for those that need it (`DT_SONAME`).
    package var soname: String?
    /// The libraries that it needs, in order (`DT_NEEDED`).
    package var needed: [String]
    /// The dynamic loader that runs it (`PT_INTERP`).
    package var interpreter: String?
    /// Folders that are searched for what it needs: `DT_RUNPATH`, or else `DT_RPATH`; with `$ORIGIN` as it stands.
    package var runPaths: [String]
    /// The symbol versions that it provides (`DT_VERDEF`), but for the one that is its own name.
    package var definedVersions: [String]
    /// The symbol versions that it cannot run without, by library (`DT_VERNEED`).
    package var neededVersions: [String: [String]]

    /// The architecture, where it is one that Veneer builds for.
    package var architecture: Architecture? {
        guard wordSize == .bits64, !isBigEndian else { return nil }
        return switch machineNumber {
        case ELFMachine.x86_64: .x86_64
        case ELFMachine.aarch64: .aarch64
        default: nil
        }
    }

    /// Whether the dynamic loader has a part in running or loading it.
    package var isDynamic: Bool {
        (kind == .shared || kind == .executable)
            && (interpreter != nil || soname != nil || !needed.isEmpty)
    }
}
