import ELF
import Model

extension GateBase {
    /// Takes what checks need out of a base's document.
    ///
    /// Throws: `BaseError`.
    package init(_ base: Base) throws {
        let document = base.document
        self.init(
            os: base.os,
            architecture: base.architecture,
            layout: base.layout,
            accounts: base.accounts,
            files: try document.files(),
            libraries: Dictionary(
                try document.libraries().map { ($0.path, $0.facts) },
                uniquingKeysWith: { first, _ in first }
            ),
            hasLabels: base.facts.policyFolder != nil
        )
        let folder = "usr/lib/sysusers.d"
        for name in try document.namesInRoot(folder) {
            guard let text = try document.textInRoot("\(folder)/\(name)") else { continue }
            systemUsers.add(text)
        }
    }
}
