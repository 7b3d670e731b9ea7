import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// One package, read by us and by rpm's own tools.
struct PackageComparison {
    let path: FilePath

    init(_ path: FilePath) {
        self.path = path
    }

    static func verified(_ path: FilePath) throws -> VerifiedPackage {
        try PackageFile(path).verified(by: Keyring(), policy: .optional)
    }

    /// Compares every fact of every file with `rpm --dump` and the query formats that it lacks.
    func compareHeader() async throws {
        let header = try Self.verified(path).header
        let listed = try await output(
            "rpm",
            "-qp",
            "--nosignature",
            "--qf",
            "[%{filenames}|%{filesizes}|%{filemtimes}|%{filemodes:octal}|%{fileusername}|"
                + "%{filegroupname}|%{fileflags}|%{filelinktos}|%{filecaps}|%{filedigests}\n]",
            path.string
        )
        // A package without files still gives one line.
        let expected = listed.split(separator: "\n").filter { $0.hasPrefix("/") }
        let differences = zip(header.files.map(Self.line), expected.map(Self.normalized))
            .filter { $0 != $1 }
        #expect(differences.first.map { "\($0)" } == nil)
        #expect(header.files.count == expected.count)
        let facts = try await output(
            "rpm",
            "-qp",
            "--nosignature",
            "--qf",
            "%{name}-%|epoch?{%{epoch}:}|%{version}-%{release}.%{arch}|%{license}|%{sourcerpm}\n"
                + "[R%{requirenevrs}\n][P%{providenevrs}\n]",
            path.string
        ).split(separator: "\n").map(String.init)
        #expect(
            facts.first
                == "\(header.nevra)|\(header.license ?? "")|\(header.sourcePackage ?? "(none)")"
        )
        #expect(
            Set(facts.dropFirst().filter { $0 != "R(none)" && $0 != "P(none)" })
                == Set(header.requires.map { "R\($0)" } + header.provides.map { "P\($0)" })
        )
    }

    /// rpm says how absent capabilities look, and gives sizes of folders and links.
    private static func normalized(_ line: Substring) -> String {
        var columns = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        if columns[8] == "(none)" { columns[8] = "" }
        if !columns[3].hasPrefix("10") { columns[1] = "0" }
        return columns.joined(separator: "|")
    }

    private static func line(_ file: FileEntry) -> String {
        var target = ""
        var type = 0
        switch file.kind {
        case .regular: type = 0o100000
        case .directory: type = 0o040000
        case .symbolicLink(let path): (type, target) = (0o120000, path)
        case .characterDevice: type = 0o020000
        case .blockDevice: type = 0o060000
        case .fifo: type = 0o010000
        case .socket: type = 0o140000
        }
        let mode = String(type | Int(file.permissions), radix: 8)
        let digest = file.digest.map { Hexadecimal.text($0.bytes) } ?? ""
        return [
            file.path, "\(file.size)", "\(file.modified)", mode, file.owner, file.group,
            "\(file.flags.rawValue)", target, file.capabilities ?? "", digest,
        ].joined(separator: "|")
    }

    /// Compares kind, size and content of every file with what `rpm2cpio | cpio` unpacks.
    func comparePayload() async throws {
        try await withScratch { scratch in
            _ = try await output(
                "sh",
                "-c",
                "cd \"$1\" && rpm2cpio \"$2\" | cpio -idm --quiet --no-preserve-owner",
                "sh",
                scratch.string,
                path.string
            )
            let package = try Self.verified(path)
            var visited: Set<String> = []
            var contents: [[Int]: Data] = [:]
            try package.forEachEntry { entry, content in
                #expect(visited.insert(entry.path).inserted, "\(entry.path) came twice")
                var data = Data()
                try content.forEachChunk { data.append(contentsOf: $0) }
                if !entry.hardLinks.isEmpty {
                    if content.size > 0 { contents[entry.hardLinks] = data }
                    data = contents[entry.hardLinks] ?? Data()
                }
                try Self.compare(
                    entry,
                    data,
                    with: scratch.appending(String(entry.path.dropFirst()))
                )
            }
            let packed = package.header.files.filter { !$0.flags.contains(.ghost) }.map(\.path)
            #expect(visited == Set(packed))
        }
    }

    private static func compare(_ entry: FileEntry, _ data: Data, with file: FilePath) throws {
        let manager = FileManager.default
        let type = try manager.attributesOfItem(atPath: file.string)[.type] as? FileAttributeType
        switch entry.kind {
        case .regular:
            #expect(type == .typeRegular)
            let isSame = try Data(contentsOf: URL(filePath: file.string)) == data
            #expect(isSame, "the content of \(entry.path) differs")
            #expect(data.count == Int(entry.size))
        case .directory: #expect(type == .typeDirectory)
        case .symbolicLink(let target):
            #expect(try manager.destinationOfSymbolicLink(atPath: file.string) == target)
        default: break
        }
    }
}
