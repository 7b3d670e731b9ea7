import Files
import Glibc
import SystemPackage
import Transfer

/// The right to change a host's records, links and store; others wait.
///
/// It is `flock(2)` on an open descriptor, so it ends with the process, however that ends.
package final class HostLock: Sendable {
    private let file: FileDescriptor

    /// Takes the lock.
    ///
    /// Throws: `StateError.locked` when another process holds it for longer than the patience.
    package init(_ folder: HostFolder, patience: Duration = .seconds(5)) async throws {
        let path = "\(folder.path)/\(StateFolder.lockFile)"
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        do {
            let parent = folder.files.descriptor.rawValue
            let opened = try systemCall { openat(parent, StateFolder.lockFile, flags, 0o600) }
            file = FileDescriptor(rawValue: opened)
        } catch {
            throw FileError.system(action: "open", path: path, error)
        }
        let deadline = ContinuousClock.now + patience
        while try !tryLock(path) {
            guard ContinuousClock.now < deadline else { throw StateError.locked(path: path) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    deinit {
        // Closing is what gives the lock up; nothing was written.
        try? file.close()
    }

    private func tryLock(_ path: String) throws -> Bool {
        do {
            try systemCall { flock(file.rawValue, LOCK_EX | LOCK_NB) }
            return true
        } catch .wouldBlock {
            return false
        } catch {
            throw FileError.system(action: "lock", path: path, error)
        }
    }
}
