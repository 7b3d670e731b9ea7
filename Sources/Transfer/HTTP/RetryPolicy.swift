/// How often a transfer that failed for a passing reason is tried again, and after how long.
package struct RetryPolicy: Sendable {
    /// The pauses before the second, third, … attempt.
    package var pauses: [Duration]
    /// The longest pause that a server may ask for (`Retry-After`).
    package var longestPause: Duration

    /// Makes a policy.
    package init(pauses: [Duration], longestPause: Duration = .seconds(30)) {
        self.pauses = pauses
        self.longestPause = longestPause
    }

    /// Three more attempts, within about four seconds.
    package static let standard = RetryPolicy(
        pauses: [.milliseconds(250), .seconds(1), .seconds(3)])

    /// One attempt.
    package static let never = RetryPolicy(pauses: [])

    /// The pause before another attempt, or nothing after the last; up to a quarter longer by chance, so that many hosts do not
    /// come back in step.
    func pause(after attempts: Int, requested: Duration?) -> Duration? {
        guard attempts <= pauses.count else { return nil }
        if let requested { return min(requested, longestPause) }
        return pauses[attempts - 1] * Double.random(in: 1...1.25)
    }
}
