import Files
import Model
import SystemPackage
import TestSupport
import Testing

extension Judges {
    /// Asks the validator of a kind of document.
    ///
    /// Throws: `CommandFailed` with what it says when the document is not valid.
    static func judge(
        _ text: String,
        _ document: ImageDocument,
        in folder: FilePath
    ) async throws {
        let name = "judged.\(document.rawValue)"
        try Folder(folder).write(Array(text.utf8), to: name)
        let file = folder.appending(name).string
        let python = try #require(python).string
        switch document {
        case .materials:
            try await Command.run(
                python,
                "-m",
                "spdx_tools.spdx.clitools.pyspdxtools",
                "--infile",
                file,
                "--version",
                "SPDX-2.3"
            ).check()
        case .attestation:
            let script = FixtureFolder.checkout.appending("Fixtures/lib/judge_statement.py")
            try await Command.run(python, script.string, file).check()
        case .provenance: break
        }
    }
}
