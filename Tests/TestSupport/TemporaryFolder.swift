package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A folder for one test, gone when the test is over.
package func withTemporaryFolder<Result>(
    _ body: (FilePath) async throws -> Result
) async throws -> Result {
    var template = Array("/var/tmp/veneer-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard made else { throw Errno(rawValue: errno) }
    let path = FilePath(
        String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    )
    do {
        let result = try await body(path)
        try await Command.run("rm", "-rf", "--one-file-system", path.string).check()
        return result
    } catch {
        try await Command.run("rm", "-rf", "--one-file-system", path.string).check()
        throw error
    }
}
