import AsyncHTTPClient
import NIOCore
import Synchronization

/// The HTTP clients of one session: one for each proxy that is used, and one without.
final class ProxyClients: Sendable {
    private let settings: ProxySettings
    private let configuration: HTTPClient.Configuration
    private let clients = Mutex<[ProxySettings.Server?: HTTPClient]>([:])

    init(settings: ProxySettings, timeouts: TransferClient.Timeouts) {
        self.settings = settings
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: TimeAmount(timeouts.connect),
                read: TimeAmount(timeouts.silence),
                write: TimeAmount(timeouts.silence)
            )
        )
        // Attempts are counted in one place, the retry policy.
        configuration.connectionPool.retryConnectionEstablishment = false
        self.configuration = configuration
    }

    /// The client that reaches a place.
    func client(for location: Location) -> HTTPClient {
        let server = settings.server(for: location)
        return clients.withLock { clients in
            if let client = clients[server] { return client }
            var configuration = configuration
            configuration.proxy = server.map { .server(host: $0.host, port: $0.port) }
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton,
                configuration: configuration
            )
            clients[server] = client
            return client
        }
    }

    /// Closes all connections.
    func shutdown() async throws {
        let all = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in all { try await client.shutdown() }
    }
}
