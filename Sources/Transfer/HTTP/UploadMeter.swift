import Synchronization

/// Tells about bytes that were sent, and takes back what has to be sent again; a class because the HTTP client's tasks share it.
final class UploadMeter: Sendable {
    private let report: ProgressReport
    private let sent = Mutex<Int64>(0)

    init(_ report: ProgressReport) { self.report = report }

    func add(_ count: Int64) {
        sent.withLock { $0 += count }
        report.advance(by: count)
    }

    /// Another attempt begins.
    func startAgain() {
        let count = sent.withLock { sent in
            defer { sent = 0 }
            return sent
        }
        if count > 0 { report.advance(by: -count) }
    }
}
