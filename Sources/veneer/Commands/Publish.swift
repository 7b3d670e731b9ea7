import ArgumentParser
import FoundationEssentials
import Model
import Publishing
import SystemPackage
import Transfer

/// Publishes built images.
struct Publish: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Adds built images to a repository and signs its metadata.",
        discussion: """
            A repository is a folder of plain files for any web server. Each image is read and \
            checked first; published bytes never change. Publish again within a week, so that hosts \
            know that what they see is of today: without new images only that is signed.

            Example:
              veneer key generate keys
              veneer publish images --to repository --keys keys \
            --url https://example.org/extensions
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The folder of built images, each with its .json beside it.")
    var images: String?

    @Option(
        name: .customLong("to"),
        help: .init(
            "The repository: a folder, or s3://BUCKET/PREFIX; may be repeated.",
            valueName: "place"
        )
    )
    var repositories: [String] = []

    @Option(
        name: .customLong("s3-endpoint"),
        help: .init("The address of the object store. [default: Amazon's]", valueName: "URL")
    )
    var endpoint: String?

    @Option(help: .init("The folder of the keys to sign with.", valueName: "folder"))
    var keys: String?

    @Option(
        help: .init(
            "An image that is no longer to be offered, NAME/FILE; may be repeated.",
            valueName: "image"
        )
    )
    var withdraw: [String] = []

    @Option(help: .init("Why images are withdrawn, for their users.", valueName: "text"))
    var reason: String?

    @Option(help: .init("The repository's title. [default: the one it has]", valueName: "text"))
    var title: String?

    @Option(
        help: .init(
            "Where the repository is served; needed for systemd-sysupdate definitions.",
            valueName: "URL"
        )
    )
    var url: String?

    @Option(
        name: .customLong("gpg-key"),
        help: .init(
            "The OpenPGP key that signs for systemd-sysupdate; more are only given to hosts, for a change of keys.",
            valueName: "fingerprint"
        )
    )
    var gpgKeys: [String] = []

    @Option(help: .init("For how many days hosts may trust what they see.", valueName: "days"))
    var expires = 7

    @Option(help: .init("How many versions stay for each release. [default: all]", valueName: "n"))
    var keep: Int?

    @Option(
        name: .customLong("rollout-days"),
        help: .init(
            "Over how many days hosts take new images, some earlier, some later.",
            valueName: "days"
        )
    )
    var rolloutDays: Double?

    func validate() throws {
        if let rolloutDays, !(0...365).contains(rolloutDays) {
            throw ValidationError("--rollout-days takes a number from 0 to 365")
        }
        guard withdraw.isEmpty == (reason == nil) else {
            throw ValidationError("--withdraw and --reason go together")
        }
        guard !repositories.isEmpty else { throw ValidationError("--to says where to publish") }
    }

    func run(_ context: Context) async throws {
        guard let keys else { throw PublishError.noKeys }
        let lifetimes = try Lifetimes(timestampDays: expires)
        let folder = try KeyFolder.open(FilePath(keys))
        for name in try KeyFolder.exposedFiles(FilePath(keys)) {
            context.output.warn(
                "'\(name)' can be read by others; 'chmod 600 \(name)' keeps it safe"
            )
        }
        var options = PublishOptions(
            keys: folder,
            title: title,
            url: url,
            lifetimes: lifetimes,
            now: Int64(Date().timeIntervalSince1970)
        )
        options.sysupdateSigner = try await sysupdateSigner()
        options.retention = try keep.map { count throws(PublishError) in
            try Retention(count: count)
        }
        options.rollout = rolloutDays.map {
            Rollout(start: options.now, duration: Int64($0 * 86_400))
        }
        for image in withdraw { options.withdrawals[image] = reason }
        let reports = try await publish(options, context)
        context.progress.finish()
        try context.output.render(PublishAnswer(repositories: reports))
    }

    private func sysupdateSigner() async throws -> OpenPGPSigner? {
        let keys = try gpgKeys.map { text in
            guard let key = OpenPGPFingerprint(text) else {
                throw OpenPGPError.badFingerprint(text)
            }
            return key
        }
        guard let first = keys.first else { return nil }
        return try await OpenPGPSigner(
            first,
            others: Array(keys.dropFirst()),
            environment: ProcessEnvironment.all
        )
    }

    private func publish(
        _ options: PublishOptions,
        _ context: Context
    ) async throws -> [PublishReport] {
        let locations = try repositories.map { text in
            let isFolder = !text.contains("://")
            return try DestinationLocation(text, endpoint: isFolder ? nil : endpoint)
        }
        let environment = ProcessEnvironment.all
        let publisher = Publisher(options: options, progress: context.progress.report)
        return try await TransferClient.with(environment: environment) { client in
            var reports: [PublishReport] = []
            for location in locations {
                let destination = try location.open(client, environment: environment) { finding in
                    context.output.warn("\(finding.subject): \(finding.message)")
                }
                reports.append(
                    try await publisher.publish(images.map { FilePath($0) }, to: destination)
                )
            }
            return reports
        }
    }
}

/// The answer of `publish`.
struct PublishAnswer: Report {
    /// In the order in which they were named.
    var repositories: [PublishReport]

    var text: String { repositories.map(\.text).joined(separator: "\n") }
}

extension PublishReport {
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
