import ELF
import SystemPackage
import TestSupport

/// What `readelf` says of files: the judge.
enum Readelf {
    struct Answer: Equatable {
        var type = ""
        var bits = 0
        var soname: String?
        var needed: [String] = []
        var interpreter: String?
        var runPaths: [String] = []
        var definedVersions: [String] = []
        var neededVersions: [String: [String]] = [:]
    }

    /// Asks about several files at once; gives an answer for each, in order.
    static func read(_ files: [FilePath]) async throws -> [Answer] {
        let result = try await Command.run(
            "readelf",
            ["-hldVW"] + files.map(\.string),
            environment: ["LC_ALL": "C"]
        )
        // One file alone has no heading.
        guard files.count > 1 else { return [answer(result.output[...])] }
        var answers: [Answer] = []
        for part in result.output.split(separator: "\nFile: ") { answers.append(answer(part)) }
        return answers
    }

    private static func answer(_ text: Substring) -> Answer {
        var answer = Answer()
        var section = ""
        var library = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Version ") { section = String(line.prefix(13)) }
            if let word = after("  Class:", line) { answer.bits = word.hasSuffix("64") ? 64 : 32 }
            if let word = after("  Type:", line) { answer.type = String(word.prefix { $0 != " " }) }
            if let name = bracketed("(SONAME)", line) { answer.soname = name }
            if let name = bracketed("(NEEDED)", line) { answer.needed.append(name) }
            for tag in ["(RUNPATH)", "(RPATH)"] {
                guard let paths = bracketed(tag, line) else { continue }
                answer.runPaths = paths.split(separator: ":").map(String.init)
            }
            if line.contains("[Requesting program interpreter: ") {
                answer.interpreter = after(": ", line).map { String($0.dropLast()) }
            }
            guard section == "Version needs" || section == "Version defin" else { continue }
            if let name = after(" File: ", line) {
                library = String(name.prefix { $0 != " " })
                answer.neededVersions[library] = answer.neededVersions[library] ?? []
            } else if let name = after(" Name: ", line) {
                let name = String(name.prefix { $0 != " " })
                if section == "Version needs" {
                    if !line.contains("Flags: WEAK") {
                        answer.neededVersions[library]?.append(name)
                    }
                } else if !line.contains("Flags: BASE") {
                    answer.definedVersions.append(name)
                }
            }
        }
        return answer
    }

    private static func after(_ label: String, _ line: Substring) -> Substring? {
        guard let range = line.firstRange(of: label) else { return nil }
        return line[range.upperBound...].drop { $0 == " " }
    }

    private static func bracketed(_ tag: String, _ line: Substring) -> String? {
        guard line.contains(tag), let start = line.firstIndex(of: "["),
            let end = line.lastIndex(of: "]")
        else { return nil }
        return String(line[line.index(after: start)..<end])
    }
}

extension Readelf.Answer {
    init(_ facts: ELFFacts) {
        let types: [ELFFacts.Kind: String] = [
            .relocatable: "REL", .executable: "EXEC", .shared: "DYN", .core: "CORE",
        ]
        self.init(
            type: types[facts.kind] ?? "",
            bits: facts.wordSize.rawValue,
            soname: facts.soname,
            needed: facts.needed,
            interpreter: facts.interpreter,
            runPaths: facts.runPaths,
            definedVersions: facts.definedVersions,
            neededVersions: facts.neededVersions
        )
    }
}
