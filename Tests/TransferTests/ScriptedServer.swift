import Foundation
import Glibc
import Synchronization

/// A server on loopback that does exactly what its script says, connection by connection, however wrong that is.
final class ScriptedServer: Sendable {
    /// What happens to one connection after its request has been read.
    enum Step: Sendable {
        /// Sends these pieces with pauses between them, then closes.
        case send([String])
        /// Opens a tunnel, as a proxy does, then sends this to the request that comes through it.
        case tunnel(String)
        /// Says nothing until the client goes away.
        case silence
        /// Closes at once.
        case hangUp
    }

    let port: Int
    private let listener: CInt
    private let log = RequestLog()

    /// Starts serving; the last step is repeated.
    init(_ steps: [Step]) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener, generic, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(UInt16(bigEndian: address.sin_port))
        let log = log
        let thread = Thread {
            var rest = steps[...]
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                guard let step = rest.count > 1 ? rest.popFirst() : rest.first else { return }
                log.add(Self.readRequest(connection))
                Self.play(step, on: connection, log)
                close(connection)
            }
        }
        thread.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The requests so far, first line and headers.
    var requests: [String] { log.all }

    /// The URL of a path here.
    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// An answer with the right length.
    static func answer(
        _ status: String = "200 OK",
        _ headers: [String] = [],
        body: String = "",
        length: Int? = nil
    ) -> Step {
        let head =
            [
                "HTTP/1.1 \(status)", "Connection: close",
                "Content-Length: \(length ?? body.utf8.count)",
            ]
            + headers
        return .send([head.joined(separator: "\r\n") + "\r\n\r\n", body])
    }

    private static func readRequest(_ connection: CInt) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !text.hasSuffix("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return text
    }

    private static func play(_ step: Step, on connection: CInt, _ log: RequestLog) {
        switch step {
        case .hangUp: break
        case .silence:
            var byte: UInt8 = 0
            _ = recv(connection, &byte, 1, 0)
        case .tunnel(let answer):
            guard send("HTTP/1.1 200 Open\r\n\r\n", on: connection) else { return }
            log.add(readRequest(connection))
            _ = send(answer, on: connection)
        case .send(let pieces):
            for (index, piece) in pieces.enumerated() {
                if index > 0 { usleep(20_000) }
                guard send(piece, on: connection) else { return }
            }
        }
    }

    private static func send(_ text: String, on connection: CInt) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// The requests that a server has read; a class because the server's thread shares it.
private final class RequestLog: Sendable {
    private let requests = Mutex<[String]>([])

    var all: [String] { requests.withLock { $0 } }

    func add(_ request: String) { requests.withLock { $0.append(request) } }
}
