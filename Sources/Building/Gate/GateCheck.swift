package import Model

/// One thing that every image is looked through for.
package struct GateCheck: Sendable {
    /// What a check has to know besides the image.
    package enum Need: String, Codable, Sendable {
        case nothing
        /// The files of a base.
        case baseFiles = "base files"
        /// The shared libraries of a base.
        case baseLibraries = "base libraries"
    }

    /// What findings and a recipe's `allow` call it.
    package let name: String
    /// The most serious finding that it makes.
    package let level: Finding.Level
    /// What it makes sure of, in one sentence.
    package let summary: String
    package let need: Need
    private let body: @Sendable (GateInput) throws -> [Finding]

    /// Makes a check.
    init(
        _ name: String,
        _ level: Finding.Level,
        _ summary: String,
        needs need: Need = .nothing,
        _ body: @escaping @Sendable (GateInput) throws -> [Finding]
    ) {
        self.name = name
        self.level = level
        self.summary = summary
        self.need = need
        self.body = body
    }

    /// What is wrong with an image.
    ///
    /// Throws: `ReaderError` or `GateError` for an image that cannot be read.
    func run(_ input: GateInput) throws -> [Finding] {
        try body(input)
    }

    /// A finding of this check's name.
    static func finding(
        _ check: String,
        _ level: Finding.Level = .error,
        _ subject: String,
        _ message: String,
        hint: String? = nil
    ) -> Finding {
        Finding(check: check, level: level, subject: subject, message: message, hint: hint)
    }
}
