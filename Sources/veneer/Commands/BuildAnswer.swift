#if Builder
import Building
import Model

/// What came of building several images.
struct BuildAnswer: Report {
    /// Those that were built, and those that were there already.
    var images: [BuildReport] = []
    var failures: [BuildFailure] = []

    private enum CodingKeys: CodingKey {
        case images
        case failures
    }

    /// One image that was not built.
    private struct Failure: Encodable {
        let name: ExtensionName
        let base: String
        /// What failed, each cause, and what to do.
        let lines: [String]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(images, forKey: .images)
        try container.encode(
            failures.map {
                Failure(name: $0.recipe, base: $0.base, lines: diagnosticLines(for: $0))
            },
            forKey: .failures
        )
    }

    var text: String {
        images.map { "\($0.path)\($0.isNew ? "" : " (unchanged)")" }.joined(separator: "\n")
    }

    /// All that failed, as one error.
    var failure: BuildAnswerError {
        BuildAnswerError(failures: failures, total: images.count + failures.count)
    }
}

/// Some of several images were not built.
struct BuildAnswerError: Diagnosable {
    let failures: [BuildFailure]
    let total: Int

    var description: String {
        (["\(failures.count) of \(total) images were not built"]
            + failures.map { diagnosticLines(for: $0).joined(separator: "\n") })
            .joined(separator: "\n")
    }

    /// Verification, where that is what failed anywhere.
    var kind: FailureKind {
        failures.contains { $0.kind == .verification } ? .verification : .failed
    }
}

/// What several builds would take.
struct BuildExplanations: Report {
    let explanations: [BuildExplanation]

    var text: String { explanations.map(\.text).joined(separator: "\n") }
}
#endif
