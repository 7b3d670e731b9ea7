import ArgumentParser
import EROFS
import Images
import Model
import SystemPackage

/// Tells what an image is.
struct Inspect: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells what an image is: what it fits, what is in it, how it was made.",
        discussion: """
            The image is read without being mounted. A damaged one is an error.

            Example:
              veneer inspect images/htop-3.4.1-1-43-x86-64.raw --sizes
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The image.")
    var image: String

    @Flag(help: "List every file, with its SELinux label.")
    var files = false

    @Flag(help: "List the packages, from the provenance beside the image.")
    var packages = false

    @Flag(help: "List the systemd units, with what starts them.")
    var units = false

    @Flag(help: "Show where the bytes are: by folder, and by package where the provenance tells.")
    var sizes = false

    @Option(help: .init("How deep --sizes looks into folders.", valueName: "number"))
    var depth = 3

    @Flag(help: "Read every byte, to find damage anywhere.")
    var check = false

    func run(_ context: Context) async throws {
        let answer: InspectAnswer
        do {
            answer = try read()
        } catch let error as ReaderError {
            throw InspectError.unreadable(image, error)
        }
        try context.output.render(answer)
    }

    private func read() throws -> InspectAnswer {
        let file = try ImageDescriptor(image)
        let reader = try Reader(file: file.descriptor)
        if check, let problem = reader.check().first {
            throw InspectError.damaged(image, problem)
        }
        let contents = try ImageContents(reading: reader)
        let document = packages || sizes ? try ImageDocument(beside: image) : nil
        if packages, document == nil { throw InspectError.noProvenance(image) }
        return InspectAnswer(
            image: image,
            size: try file.size(),
            facts: try ImageFacts(reading: reader),
            census: try ImageCensus(counting: reader),
            files: files ? FileLine.all(in: contents) : nil,
            packages: packages ? document?.provenance.packages.map(\.nevra) : nil,
            unitDetails: units ? try ImageUnit.all(in: contents, reader) : nil,
            sizes: sizes
                ? SizeLines(
                    contents,
                    packages: document?.sizes ?? [],
                    depth: min(max(depth, 0), 64)
                )
                : nil
        )
    }
}
