import Model

/// Tells a handler about one task.
struct ProgressReport: Sendable {
    private let task: ProgressTask
    private let handler: ProgressHandler

    init(_ task: ProgressTask, _ handler: @escaping ProgressHandler) {
        self.task = task
        self.handler = handler
    }

    func begin(total: Int64?) { handler(.began(task, total: total)) }

    /// A negative amount takes back what has to be fetched again.
    func advance(by amount: Int64) { handler(.advanced(task, by: amount)) }

    func end() { handler(.ended(task)) }
}
