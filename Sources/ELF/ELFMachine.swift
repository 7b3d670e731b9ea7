import CELF

/// The numbers of machines (`e_machine`).
package enum ELFMachine {
    package static let x86_64 = UInt16(EM_X86_64)
    package static let aarch64 = UInt16(EM_AARCH64)
    /// 32-bit x86.
    package static let i386 = UInt16(EM_386)
    /// The machine of programs that the kernel runs in its own virtual machine.
    package static let bpf = UInt16(EM_BPF)

    /// A word for a machine, or its number.
    package static func name(_ number: UInt16) -> String {
        switch Int32(number) {
        case EM_X86_64: "x86-64"
        case EM_AARCH64: "arm64"
        case EM_386: "x86"
        case EM_ARM: "arm"
        case EM_RISCV: "riscv"
        case EM_PPC64: "ppc64"
        case EM_S390: "s390"
        case EM_BPF: "bpf"
        default: "machine \(number)"
        }
    }
}
