import Files
import SystemPackage
import Transfer

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The repository's folder, and whether this publication has made it.
struct MadeFolder {
    let folder: Folder
    let isNew: Bool

    /// Removes the folder again if it is new and empty.
    func takeBack() {
        // What is in the way of that is a folder that somebody else uses by now.
        if isNew { _ = rmdir(folder.path.string) }
    }
}
