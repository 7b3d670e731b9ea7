import Model
import Synchronization

/// Shows running tasks on one line of a terminal; silent where there is none.
final class ProgressPrinter: Sendable {
    private struct Running {
        var task: ProgressTask
        var total: Int64?
        var done: Int64 = 0
    }

    private struct State {
        var running: [Running] = []
        var lastDrawn: ContinuousClock.Instant?
        var isDrawn = false
    }

    private let stream: StandardStream?
    private let state = Mutex(State())

    /// Makes a printer; nothing is shown where there is no stream.
    init(stream: StandardStream?) {
        self.stream = stream
    }

    /// Takes an event; hand this to libraries.
    @Sendable func report(_ event: ProgressEvent) {
        guard let stream else { return }
        state.withLock { state in
            Self.apply(event, to: &state)
            let now = ContinuousClock.now
            // Ten times a second is enough for an eye, and costs nothing.
            if let last = state.lastDrawn, now - last < .milliseconds(100), !state.running.isEmpty {
                return
            }
            state.lastDrawn = now
            Self.draw(&state, on: stream)
        }
    }

    /// Clears the line.
    func finish() {
        guard let stream else { return }
        state.withLock { state in
            state.running = []
            Self.draw(&state, on: stream)
        }
    }

    private static func apply(_ event: ProgressEvent, to state: inout State) {
        switch event {
        case .began(let task, let total):
            state.running.append(Running(task: task, total: total))
        case .advanced(let task, let amount):
            guard let index = state.running.firstIndex(where: { $0.task.id == task.id }) else {
                return
            }
            state.running[index].done += amount
        case .ended(let task):
            state.running.removeAll { $0.task.id == task.id }
        }
    }

    private static func draw(_ state: inout State, on stream: StandardStream) {
        guard let first = state.running.first else {
            if state.isDrawn { stream.write("\r\u{1b}[K") }
            state.isDrawn = false
            return
        }
        var line = "\(first.task.title)  \(amount(first))"
        if state.running.count > 1 { line += "  (and \(state.running.count - 1) more)" }
        stream.write("\r\u{1b}[K" + String(line.prefix(79)))
        state.isDrawn = true
    }

    private static func amount(_ running: Running) -> String {
        let done = text(running.done, running.task.unit)
        guard let total = running.total, total > 0 else { return done }
        let percent = min(100, running.done * 100 / total)
        return "\(done) of \(text(total, running.task.unit))  \(percent) %"
    }

    private static func text(_ number: Int64, _ unit: ProgressTask.Unit) -> String {
        switch unit {
        case .items: "\(number)"
        case .bytes: ByteCount(number).description
        }
    }
}
