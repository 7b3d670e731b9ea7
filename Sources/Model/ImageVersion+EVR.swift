extension ImageVersion {
    /// The digits of the number that stands for one epoch: more than any date with a time has.
    private static let epochDigits = 15

    /// Makes the version of an image from a package's, so that file names sort as RPM sorts the packages.
    ///
    /// A Fedora version such as `3.3.0-5.fc43` stays as it is. What RPM's order needs beyond it is spelled in UAPI.10's:
    ///
    /// | RPM | here | because |
    /// | --- | --- | --- |
    /// | a letter after a digit, `1.0a` | `1.0.a` | RPM sees a new part there, and a number above a letter |
    /// | `~` | `-pre.` | after `-`, a word is below the number that a release begins with |
    /// | `^` | `.-` | above the end of the version (`-`), below any further part |
    /// | epoch 3 | `300000000000000-` | a number above any first part |
    /// | a release that begins with a letter | `-r.` | above `-pre.`, below any number |
    /// | build revision 2 | `-2` at the end | above the release, below any longer one |
    ///
    /// Returns nothing when the version has no letter or digit, or begins with a number as large as an epoch's.
    package init?(_ evr: EVR, revision: Int = 0) {
        guard revision >= 0, evr.epoch >= 0, evr.epoch < 1_000_000 else { return nil }
        guard var text = Self.ordered(evr.version), !text.isEmpty else { return nil }
        if evr.epoch > 0 {
            let zeros = String(repeating: "0", count: Self.epochDigits - 1)
            text = "\(evr.epoch)\(zeros)-\(text)"
        } else if text.prefix(while: \.isNumber).drop(while: { $0 == "0" }).count
            >= Self.epochDigits
        {
            return nil
        }
        if !evr.release.isEmpty {
            guard let release = Self.ordered(evr.release), let first = release.first else {
                return nil
            }
            text += (first.isNumber ? "-" : "-r.") + release
        }
        if revision > 0 { text += "-\(revision)" }
        self.init(text)
    }

    /// One of RPM's two texts, part by part.
    private static func ordered(_ text: String) -> String? {
        var result = ""
        var previous = Part.start
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            let part = Part(byte)
            let run = rest.prefix { part.isRun && Part($0) == part }
            rest = rest.dropFirst(max(run.count, 1))
            if part == .separator { continue }
            result += part.introduction(after: previous)
            result += String(decoding: run, as: UTF8.self)
            previous = part
        }
        return result
    }

    /// What one of RPM's comparison steps sees.
    private enum Part: Equatable {
        case start
        case number
        case word
        case tilde
        case caret
        case separator

        init(_ byte: UInt8) {
            switch byte {
            case 0x30...0x39: self = .number
            case 0x41...0x5a, 0x61...0x7a: self = .word
            case 0x7e: self = .tilde
            case 0x5e: self = .caret
            default: self = .separator
            }
        }

        var isRun: Bool { self == .number || self == .word }

        /// What has to stand before this part so that the order holds.
        func introduction(after previous: Part) -> String {
            switch (previous, self) {
            case (_, .tilde): "-pre"
            case (_, .caret): ".-"
            case (.start, _), (.caret, _), (.word, .number): ""
            default: "."
            }
        }
    }
}
