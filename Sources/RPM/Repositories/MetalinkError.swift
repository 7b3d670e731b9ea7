package import Model
import XML

/// What is wrong with a metalink document.
package struct MetalinkError: Diagnosable, Equatable {
    package enum Problem: Equatable, Sendable {
        case tooLarge
        case declaresType
        case tooDeep
        case malformed(String, line: Int)
        case noChecksum
        case noMirror

        init(_ problem: XMLEvents.Problem) {
            self =
                switch problem {
                case .declaresType: .declaresType
                case .tooDeep: .tooDeep
                case .malformed(let words, let line): .malformed(words, line: line)
                }
        }
    }

    package let document: String
    package let problem: Problem

    package var description: String { "the metalink '\(document)' \(sentence)" }

    private var sentence: String {
        switch problem {
        case .tooLarge: "is larger than \(Metalink.sizeLimit) bytes"
        case .declaresType: "declares a document type, which no metalink needs"
        case .tooDeep: "is nested too deeply"
        case .malformed(let words, let line): "is no XML: \(words) in line \(line)"
        case .noChecksum: "gives no checksum for 'repomd.xml' that proves anything"
        case .noMirror: "names no mirror that is reached over HTTP"
        }
    }

    package var hint: String? { "check the URL; such a document comes from a mirror manager" }

    package var kind: FailureKind {
        switch problem {
        case .noChecksum, .declaresType: .verification
        default: .failed
        }
    }
}
