/// One change to the file system that is about to be made.
package struct FileChange: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case makeFolder, createFile, write, sync, rename, link, remove
    }

    package var kind: Kind
    /// The path as seen inside the root.
    package var path: String
}

/// Is asked before every change to the host's files.
///
/// Tests stop here, change by change, to prove that an interruption at any of them leaves the old state or the new one.
package struct ChangeGate: Sendable {
    private let body: @Sendable (FileChange) throws -> Void

    /// Lets every change pass.
    package static let open = ChangeGate { _ in }

    /// Makes a gate that throws to stop a change.
    package init(_ body: @escaping @Sendable (FileChange) throws -> Void) {
        self.body = body
    }

    /// Asks whether a change may be made.
    package func pass(_ kind: FileChange.Kind, _ path: String) throws {
        try body(FileChange(kind: kind, path: path))
    }
}
