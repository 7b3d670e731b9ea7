import EROFS
import Model
import SystemPackage

/// An image that cannot be inspected.
enum InspectError: Diagnosable {
    case unopenable(String, Errno)
    case unreadable(String, ReaderError)
    case damaged(String, ImageProblem)
    case badProvenance(String, ProvenanceError)
    case noProvenance(String)

    var description: String {
        switch self {
        case .unopenable(let image, let errno): "cannot open '\(image)': \(errno)"
        case .unreadable(let image, let error): "'\(image)' is no image that can be read: \(error)"
        case .damaged(let image, let problem): "'\(image)' is damaged at \(problem)"
        case .badProvenance(let document, let error):
            "the provenance '\(document)' cannot be read: \(error)"
        case .noProvenance(let image): "the packages of '\(image)' are not known"
        }
    }

    var hint: String? {
        switch self {
        case .unopenable: "check that the path is spelled right, and that you may read it"
        case .unreadable, .damaged, .badProvenance: "fetch or build it again"
        case .noProvenance: "put the .json that was built or published with it beside it"
        }
    }

    var kind: FailureKind {
        switch self {
        case .unopenable, .noProvenance: .failed
        case .unreadable, .damaged, .badProvenance: .verification
        }
    }
}
