package import Files
import Glibc
import Model
import SystemPackage
import Transfer

/// An open folder below a host's root; its paths, in messages, are the ones that the host itself would use.
package struct HostFolder: Sendable {
    package let files: Folder
    let gate: ChangeGate

    /// The folder's path inside the root.
    package var path: String { files.path.string }

    func path(of name: String) -> String { path == "/" ? "/\(name)" : "\(path)/\(name)" }

    /// Where a link leads, or nothing when the entry is no link or does not exist.
    package func linkTarget(_ name: String) throws -> String? {
        do {
            return try HostRoot.linkTarget(name, in: files.descriptor)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw FileError.system(action: "read", path: path(of: name), error)
        }
    }

    /// Replaces a file's content for good: written beside, made durable, renamed, the folder made durable.
    package func write(_ bytes: [UInt8], to name: String) throws {
        try gate.pass(.createFile, path(of: name))
        let file = try PendingFile(in: files)
        try gate.pass(.write, path(of: name))
        try file.write(bytes)
        try commit(file, as: name)
    }

    /// Gives a finished file its name, durably.
    package func commit(_ file: PendingFile, as name: String) throws {
        try gate.pass(.rename, path(of: name))
        try file.commit(as: name)
    }

    /// Makes a symbolic link, or makes an existing one lead elsewhere, by one rename.
    package func link(_ name: String, to target: String) throws {
        // One name will do: whoever changes links holds the host's lock.
        let temporary = ".#veneer-link"
        try remove(temporary)
        try gate.pass(.link, path(of: temporary))
        try call("make", temporary) { symlinkat(target, files.descriptor.rawValue, temporary) }
        try gate.pass(.rename, path(of: name))
        let own = files.descriptor.rawValue
        try call("make", name) { renameat(own, temporary, own, name) }
    }

    /// Removes a file or a link; says whether there was one.
    @discardableResult
    package func remove(_ name: String) throws -> Bool {
        guard try files.entry(name) != nil else { return false }
        try gate.pass(.remove, path(of: name))
        return try files.remove(name)
    }

    /// Makes the folder's entries durable.
    package func sync() throws {
        try gate.pass(.sync, path)
        try files.synchronize()
    }

    private func call(_ action: String, _ name: String, _ body: () -> CInt) throws {
        do {
            try systemCall(body)
        } catch {
            throw FileError.system(action: action, path: path(of: name), error)
        }
    }
}
