import ELF
import EROFS
import Model

extension GateCheck {
    /// Programs and libraries for another processor do not run.
    static let machine = GateCheck(
        "machine",
        .error,
        "Programs, libraries and kernel modules are for the image's architecture."
    ) { input in
        guard let architecture = input.architecture else { return [] }
        return input.listing.entries.compactMap { entry in
            guard !isForeign(entry.path) else { return nil }
            if case .malformed(let detail) = entry.program {
                return finding(
                    "machine",
                    .warning,
                    entry.shown,
                    "'\(entry.shown)' cannot be read: \(detail)"
                )
            }
            guard let facts = entry.elf, facts.architecture != architecture,
                facts.machineNumber != ELFMachine.bpf
            else { return nil }
            let is32Bit = architecture == .x86_64 && facts.machineNumber == ELFMachine.i386
            // Object files are data to whoever links them.
            let isCode = facts.kind == .shared || facts.kind == .executable
            let level: Finding.Level = is32Bit ? .note : isCode ? .error : .warning
            return finding(
                "machine",
                level,
                entry.shown,
                "'\(entry.shown)' is for \(ELFMachine.name(facts.machineNumber)), "
                    + "the image for \(architecture)"
            )
        }
    }

    /// Whether programs for other machines belong there: firmware, boot loaders, cross compilers, data of emulators.
    private static func isForeign(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard parts.count > 2 else { return false }
        if ["share", "src"].contains(parts[1]) { return true }
        // /usr/aarch64-linux-gnu and what else is named for a target.
        if parts[1].contains("-linux") || parts[1].contains("-elf") { return true }
        guard parts[1].hasPrefix("lib") else { return false }
        return ["firmware", "grub", "efi", "gcc", "gcc-cross", "debug"].contains(parts[2])
            || parts.contains("firmware")
    }
}
