import Glibc
package import SystemPackage

/// Runs a system call that gives -1 on failure, again when a signal interrupts it.
package func systemCall<Result: FixedWidthInteger & SignedInteger>(
    _ action: String,
    _ path: @autoclosure () -> String,
    _ call: () -> Result
) throws(FileError) -> Result {
    while true {
        let result = call()
        if result != -1 { return result }
        let code = Errno(rawValue: errno)
        if code != .interrupted {
            throw FileError.system(action: action, path: path(), code)
        }
    }
}

/// Reads the next bytes of a file into a buffer; 0 at the end.
package func readSome(
    _ file: FileDescriptor,
    into buffer: inout [UInt8],
    path: String
) throws(FileError) -> Int {
    try systemCall("read", path) { read(file.rawValue, &buffer, buffer.count) }
}
