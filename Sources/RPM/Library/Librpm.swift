import CRPM
import Synchronization

/// The process-wide state of librpm: its configuration, macros and log.
///
/// librpm keeps macros and its log in globals, so everything that touches them runs under one lock, one call at a time.
/// Reading a payload and computing digests need only ``prepare()`` and run in parallel.
enum Librpm {
    /// Proof that the lock is held; only ``withLock(_:)`` makes one.
    struct Session: ~Copyable {
        fileprivate init() {}

        /// What librpm has logged since the session began or since the last call.
        borrowing func takeMessages() -> [String] {
            Librpm.messages.withLock { messages in
                defer { messages = [] }
                return messages
            }
        }

        /// Defines a macro for the whole process.
        borrowing func define(_ macro: String) {
            // It fails only for a text without a name, and the callers' texts are constants.
            unsafe rpmDefineMacro(nil, macro, Int32(RMIL_CMDLINE))
        }
    }

    private static let lock = Mutex(())
    private static let isReady = Atomic(false)
    private static let messages = Mutex<[String]>([])
    /// A hostile file must not fill the memory with complaints about itself.
    private static let messageLimit = 64

    /// Reads librpm's configuration once, so that its digests and readers work.
    ///
    /// Throws ``LibrpmError`` when the configuration is missing.
    static func prepare() throws {
        // Without the lock, so that payloads are read while another package is being verified.
        guard !isReady.load(ordering: .acquiring) else { return }
        try withLock { _ in }
    }

    /// Runs `body` while nothing else uses librpm's globals.
    ///
    /// Throws ``LibrpmError`` when librpm's configuration is missing, and what `body` throws.
    static func withLock<Result: Sendable>(
        _ body: (borrowing Session) throws -> Result
    ) throws -> Result {
        try lock.withLock { _ in
            let session = Session()
            if !isReady.load(ordering: .acquiring) {
                try start(session)
                isReady.store(true, ordering: .releasing)
            }
            _ = session.takeMessages()
            return try body(session)
        }
    }

    private static func start(_ session: borrowing Session) throws {
        unsafe rpmlogSetCallback({ record, _ in unsafe Librpm.note(record) }, nil)
        // RPMLOG_UPTO(RPMLOG_INFO): only then does verification name each digest and signature.
        rpmlogSetMask(0x7f)
        guard rpmReadConfigFiles(nil, nil) == 0 else {
            throw LibrpmError.configuration(details: session.takeMessages())
        }
    }

    /// Keeps one message; zero tells librpm not to print it.
    private static func note(_ record: rpmlogRec?) -> Int32 {
        guard let text = unsafe rpmlogRecMessage(record) else { return 0 }
        let message = unsafe String(cString: text)
        messages.withLock { messages in
            guard messages.count < messageLimit else { return }
            messages += message.split(whereSeparator: \.isNewline).map(String.init)
        }
        return 0
    }
}
