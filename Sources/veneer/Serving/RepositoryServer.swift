#if Builder
import Files
import Hummingbird
import Logging
import NIOCore
import SystemPackage
import Transfer

/// A web server for one repository.
struct RepositoryServer {
    let root: Folder
    let host: String
    /// 0 for any free port.
    let port: Int

    /// Serves until SIGINT or SIGTERM, and tells the port once it answers.
    ///
    /// Throws: what keeps it from listening.
    func run(whenReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        var logger = Logger(label: "veneer")
        logger.logLevel = .critical
        let application = Application(
            responder: RepositoryResponder(root: root),
            configuration: .init(
                address: .hostname(host, port: port),
                serverName: "veneer"
            ),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { await whenReady(port) }
            },
            logger: logger
        )
        try await application.runService()
    }
}
#endif
