extension FileContexts {
    /// These contexts with the rules of policy modules, as a host has them once the modules are installed.
    ///
    /// Each rule goes behind the last that is no more specific; the rules that are there keep their order.
    package func merging(_ added: [ContextRule]) -> Self {
        guard !added.isEmpty else { return self }
        var merged = self
        merged.main = []
        // Rules of modules in their order from the least specific; equals stay as they came.
        var waiting = added.map { ($0.specificity, $0) }.enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
            .map(\.element)[...]
        for line in main.split(separator: UInt8(ascii: "\n")) {
            if let rule = ContextRule(line: line) {
                let specificity = rule.specificity
                while let (next, addition) = waiting.first, next < specificity {
                    merged.main += Array(addition.line.utf8) + [0x0a]
                    waiting.removeFirst()
                }
            }
            merged.main += Array(line) + [0x0a]
        }
        for (_, addition) in waiting { merged.main += Array(addition.line.utf8) + [0x0a] }
        return merged
    }
}
