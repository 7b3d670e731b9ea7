import EROFS
import Model
import SystemPackage

/// An image that cannot be inspected.
enum InspectError: Diagnosable {
    case unopenable(String, Errno)
    case unreadable(String, ReaderError)
    case damaged(String, ImageProblem)

    var description: String {
        switch self {
        case .unopenable(let image, let errno): "cannot open '\(image)': \(errno)"
        case .unreadable(let image, let error): "'\(image)' is no image that can be read: \(error)"
        case .damaged(let image, let problem): "'\(image)' is damaged at \(problem)"
        }
    }

    var hint: String? {
        switch self {
        case .unopenable: "check that the path is spelled right, and that you may read it"
        case .unreadable, .damaged: "fetch or build it again"
        }
    }

    var kind: FailureKind {
        switch self {
        case .unopenable: .failed
        case .unreadable, .damaged: .verification
        }
    }
}
