#if Builder
import Model

/// A server that does not serve.
enum ServeError: Diagnosable {
    case cannotListen(host: String, port: Int, cause: any Error)

    var description: String {
        switch self {
        case .cannotListen(let host, let port, _): "cannot serve at '\(host)', port \(port)"
        }
    }

    var cause: (any Error)? {
        switch self {
        case .cannotListen(_, _, let cause): cause
        }
    }

    var hint: String? { "another program may have the port: '--port 0' takes a free one" }
}
#endif
