import Model

/// How an image differs from what went into it.
package enum ReadBackError: Diagnosable, Equatable {
    case differs(path: String, what: String)
    case missing(Int)

    package var description: String {
        switch self {
        case .differs(let path, let what):
            "read again, the image differs from what was written at '\(path)': \(what)"
        case .missing(let count): "read again, the image lacks \(count) of its files"
        }
    }

    package var hint: String? {
        "the disk or the memory may be faulty; if it happens again, report it as a bug of this program"
    }
}
