import ELF
import EROFS
import Model

extension GateCheck {
    /// Does what the dynamic loader does (`ld.so(8)`), with the libraries of image and base; what `dlopen` asks for is not seen.
    static let libraries = GateCheck(
        "libraries",
        .error,
        "The libraries and symbol versions that programs need are in the image or the base.",
        needs: .baseLibraries
    ) { input in
        let loader = LibrarySearch(input)
        var findings: [Finding] = []
        for entry in input.listing.entries {
            guard let facts = entry.elf, facts.isDynamic, loader.concerns(facts) else { continue }
            for (level, message) in loader.problems(of: facts, at: entry.path) {
                findings.append(
                    finding("libraries", level, entry.shown, Printable.text(message))
                )
            }
        }
        return findings
    }
}
