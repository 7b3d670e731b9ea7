import Glibc
import SystemPackage

/// What these tests need besides the test bundle.
enum Stage {
    /// The program that was built beside the test bundle.
    static let program = beside("veneer")
    /// The checkout that this file is in.
    static let checkout = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent()
    static let enter = checkout.appending("Fixtures/enter")
    static let base = checkout.appending(".build-fixtures/base")

    static var hasProgram: Bool { geteuid() == 0 && access(program.string, X_OK) == 0 }

    static var isReady: Bool {
        hasProgram && access(enter.string, X_OK) == 0
            && access(base.appending("usr/bin/systemd-sysext").string, X_OK) == 0
    }

    private static func beside(_ name: String) -> FilePath {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = max(0, readlink("/proc/self/exe", &buffer, 4095))
        let path = FilePath(
            String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
        return path.removingLastComponent().appending(name)
    }
}
