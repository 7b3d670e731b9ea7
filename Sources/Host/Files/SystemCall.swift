import Glibc
import SystemPackage

/// Calls the system again while signals interrupt it.
///
/// Throws: the `Errno` of a call that returned -1.
@discardableResult
func systemCall<Result: SignedInteger>(_ body: () -> Result) throws(Errno) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        let reason = Errno(rawValue: errno)
        guard reason == .interrupted else { throw reason }
    }
}
