import Synchronization
import SystemPackage

@testable import RPM

/// Gets the files of repositories from folders, and remembers which.
final class FolderFetch: Sendable {
    private let folders: [String: FilePath]
    private let fetched = Mutex<[String]>([])

    init(_ folders: [String: FilePath]) {
        self.folders = folders
    }

    /// The kinds of the files that were fetched so far, in order.
    var kinds: [String] {
        fetched.withLock { $0 }.map { path in
            ["repomd", "primary", "filelists"].first { path.contains($0) } ?? path
        }
    }

    var fetch: MetadataFetch {
        { [self] file in
            fetched.withLock { $0.append(file.path) }
            guard let folder = folders[file.repository] else { throw Errno.noSuchFileOrDirectory }
            return folder.appending(file.path)
        }
    }
}
