import ArgumentParser
import EROFS
import Images
import Model

/// Tells how two images differ.
struct Diff: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells how two images differ: packages, units, files, sizes.",
        discussion: """
            Files are compared byte by byte, with their modes, owners, labels and attributes; times \
            do not count. Packages are known where each image has its .json beside it.

            Example:
              veneer diff old/htop-3.3.0-1-43-x86-64.raw new/htop-3.4.1-1-43-x86-64.raw
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The first image.")
    var old: String

    @Argument(help: "The second image.")
    var new: String

    @Flag(name: .customLong("exit-code"), help: "Exit with 2 when they differ.")
    var exitCode = false

    func run(_ context: Context) async throws {
        let oldFile = try ImageDescriptor(old)
        let newFile = try ImageDescriptor(new)
        let left = try ImageSide(old, oldFile)
        let right = try ImageSide(new, newFile)
        let answer: DiffAnswer
        do throws(ReaderError) {
            let files = try ImageDifference(
                from: left.contents,
                left.reader,
                to: right.contents,
                right.reader
            )
            answer = DiffAnswer(left, right, files)
        } catch {
            throw InspectError.unreadable("\(old)' or '\(new)", error)
        }
        try context.output.render(answer)
        if exitCode, !answer.isSame { throw ExitCode(2) }
    }
}
