import Building
import Files
import Model
import SystemPackage
import TestSupport
import Testing

@Suite(
    "Building again",
    .enabled(if: FixtureFolder.path != nil, "the fixtures are not made (make fixtures)")
)
struct RebuildFlowTests {
    private static let tools = "packages: [htop, veneer-hello]"

    @Test("Nothing changed: the image that is there, untouched")
    func unchanged() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let first = try await catalogue.build("tools", Self.tools)
            let before = try await Listing(catalogue.output)
            let again = try await catalogue.build("tools", Self.tools)
            #expect(first.isNew && !again.isNew)
            #expect(again.path == first.path && again.checksum == first.checksum)
            // A comment is another recipe, but no other image.
            let commented = try await catalogue.build("tools", Self.tools + "\n# a comment")
            #expect(!commented.isNew && commented.path == first.path)
            #expect(try await Listing(catalogue.output) == before)
        }
    }

    @Test("By force, and where the image is gone, the same bytes come back")
    func sameBytes() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let first = try await catalogue.build("tools", Self.tools)
            let before = try await Listing(catalogue.output)
            let forced = try await catalogue.build("tools", Self.tools, isForced: true)
            #expect(forced.isNew)
            #expect(try await Listing(catalogue.output) == before)
            #expect(try Folder(catalogue.output).remove(first.image))
            let again = try await catalogue.build("tools", Self.tools)
            #expect(again.isNew && again.image == first.image)
            #expect(try await Listing(catalogue.output) == before)
        }
    }

    @Test("A newer dependency and another step make higher revisions; older images stay")
    func revisions() async throws {
        try await withTemporaryFolder { folder in
            var catalogue = DemoCatalogue(folder: folder)
            let first = try await catalogue.build("tools", Self.tools)
            catalogue.repository = "repo-next"
            let next = try await catalogue.build("tools", Self.tools)
            #expect(next.isNew && next.version.text == first.version.text + "-1")
            let stepped = Self.tools + "\nsteps: [{directory: /usr/share/tools}]"
            let third = try await catalogue.build("tools", stepped)
            #expect(third.version.text == first.version.text + "-2")
            #expect(first.version < next.version && next.version < third.version)
            let provenance = try ImageProvenance(
                json: try Folder(catalogue.output).read(
                    third.image.dropLast(3) + "json",
                    limit: 1 << 20
                )
            )
            #expect(provenance.revision == 2)
            #expect(provenance.packageVersion == EVR(first.version.text))
            for report in [first, next, third] {
                #expect(isReadable(FilePath(report.path)))
            }
        }
    }

    @Test("The past may lie elsewhere, as provenance alone")
    func elsewhere() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let first = try await catalogue.build("tools", Self.tools)
            #expect(try Folder(catalogue.output).remove(first.image))
            let document = FilePath(first.path.dropLast(3) + "json")
            let empty = folder.appending("empty")
            for previous in [document, catalogue.output] {
                let again = try await catalogue.build(
                    "tools",
                    Self.tools,
                    output: empty,
                    previous: previous
                )
                #expect(!again.isNew && again.image == first.image)
            }
            #expect(!isReadable(empty))
            let changed = try await catalogue.build(
                "tools",
                Self.tools
                    + "\nweak-dependencies: true\nexclude: [perl]\nsteps: [{directory: /usr/x}]",
                output: empty,
                previous: document
            )
            #expect(changed.version.text == first.version.text + "-1")
        }
    }

    @Test("A past that cannot be read stops the build")
    func unreadable() async throws {
        try await withTemporaryFolder { folder in
            let catalogue = DemoCatalogue(folder: folder)
            let first = try await catalogue.build("tools", Self.tools)
            let document = first.image.dropLast(3) + "json"
            for bad in ["", "{}", "{\"format\": 2}", "[1"] {
                try Folder(catalogue.output).write(Array(bad.utf8), to: String(document))
                let error = await #expect(throws: BuildError.self) {
                    try await catalogue.build("tools", Self.tools)
                }
                #expect(error?.description.contains(document) == true)
                #expect(error?.hint != nil)
            }
            await #expect(throws: FileError.self) {
                try await catalogue.build(
                    "tools",
                    Self.tools,
                    output: folder.appending("other"),
                    previous: folder.appending("nowhere")
                )
            }
        }
    }
}
