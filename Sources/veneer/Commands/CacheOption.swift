#if Builder
import ArgumentParser

/// Where a publisher's verbs keep what they can get again.
struct CacheOption: ParsableArguments {
    @Option(
        help: .init(
            "The folder for downloads and parsed metadata. [default: the user's cache]",
            valueName: "folder"
        )
    )
    var cache: String?
}
#endif
