import ArgumentParser
import FoundationEssentials
import Publishing
import SystemPackage

/// Publishes built images.
struct Publish: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Adds built images to a repository and signs its index.",
        discussion: """
            A repository is a folder of plain files for any web server. Each image is read and \
            checked first; published bytes never change. Publish again before the index expires.

            Example:
              veneer key generate repository.key
              veneer publish images --to repository --key repository.key \
            --url https://example.org/extensions
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The folder of built images, each with its .json beside it.")
    var images: String

    @Option(
        name: .customLong("to"),
        help: .init("The repository. [default: the folder of images]", valueName: "folder")
    )
    var repository: String?

    @Option(help: .init("The file of the key to sign with.", valueName: "file"))
    var key: String?

    @Option(help: .init("The repository's title. [default: the one it has]", valueName: "text"))
    var title: String?

    @Option(
        help: .init(
            "Where the repository is served; needed for systemd-sysupdate definitions.",
            valueName: "URL"
        )
    )
    var url: String?

    @Option(help: .init("For how many days hosts may trust the index.", valueName: "days"))
    var expires = 30

    func run(_ context: Context) async throws {
        guard let key else { throw PublishError.noKey }
        let keyPath = FilePath(key)
        if try KeyFile.isExposed(keyPath) {
            context.output.warn("'\(key)' can be read by others; 'chmod 600 \(key)' keeps it safe")
        }
        let publisher = Publisher(
            images: FilePath(images),
            repository: FilePath(repository ?? images),
            options: .init(
                key: try KeyFile.read(keyPath),
                title: title,
                url: url,
                lifetime: expires,
                now: Int64(Date().timeIntervalSince1970)
            ),
            progress: context.progress.report
        )
        let report = try publisher.publish()
        context.progress.finish()
        try context.output.render(report)
    }
}

extension PublishReport: Report {
    var text: String {
        let lines = added.map { "added \($0)" }
        let count = images.count == 1 ? "1 image" : "\(images.count) images"
        let day = Date(timeIntervalSince1970: Double(expires)).formatted(
            .iso8601.year().month().day()
        )
        let state =
            isRenewed
            ? "version \(version), \(count), good until \(day)"
            : "nothing new: version \(version), \(count), good until \(day)"
        return (lines + ["'\(repository)': \(state)"]).joined(separator: "\n")
    }
}
