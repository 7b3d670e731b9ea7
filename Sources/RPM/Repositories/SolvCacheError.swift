import Model
package import SystemPackage

/// Parsed metadata could not be kept for the next run; this run has it.
package struct SolvCacheError: Diagnosable {
    package let path: FilePath
    package let cause: (any Error)?

    package var description: String { "cannot write the metadata cache '\(path)'" }

    package var hint: String? { "choose a cache folder that can be written" }
}
