import Files
import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

extension TransferClient {
    /// The error of ours that an error of the HTTP client or of a sink stands for.
    static func meaning(
        of error: any Error,
        at location: Location,
        received: Int64,
        expected: Int64?
    ) -> any Error {
        switch error {
        case is TransferError, is AttemptFailure, is FileError, is CancellationError: error
        case let error as HTTPClientError where error == .cancelled: CancellationError()
        case let error as HTTPClientError:
            meaning(of: error, at: location, received: received, expected: expected)
        case let error as NIOConnectionError:
            TransferError.unreachable(location, outage(error))
        case let error as HTTPParserError where error == .invalidEOFState:
            TransferError.cutShort(location, received: received, expected: expected)
        case is HTTPParserError: TransferError.garbled(location)
        case let error as IOError: TransferError.unreachable(location, outage(error))
        case is ChannelError: TransferError.unreachable(location, .connectionLost)
        default: TransferError.unreachable(location, .insecureConnection("\(error)"))
        }
    }

    private static func meaning(
        of error: HTTPClientError,
        at location: Location,
        received: Int64,
        expected: Int64?
    ) -> TransferError {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
            .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout, .tlsHandshakeTimeout:
            .unreachable(location, .timedOut)
        case .remoteConnectionClosed, .uncleanShutdown:
            .cutShort(location, received: received, expected: expected)
        case .bodyLengthMismatch: .garbled(location)
        case .proxyAuthenticationRequired: .refused(location, status: 407)
        default: .unreachable(location, .other(error.shortDescription))
        }
    }

    private static func outage(_ error: NIOConnectionError) -> TransferError.Outage {
        // One failure for each address that was tried; the first is the preferred one.
        guard let first = error.connectionErrors.first else { return .unknownHost }
        switch first.error {
        case let error as IOError: return outage(error)
        case is ChannelError: return .timedOut
        default: return .other("\(first.error)")
        }
    }

    private static func outage(_ error: IOError) -> TransferError.Outage {
        switch error.errnoCode {
        case ECONNREFUSED: .connectionRefused
        case ECONNRESET, EPIPE: .connectionLost
        case ETIMEDOUT: .timedOut
        default: .other(String(cString: strerror(error.errnoCode)))
        }
    }
}
