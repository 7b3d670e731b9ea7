import Glibc
import SystemPackage
import TestSupport

/// What these tests need besides the test bundle.
enum Stage {
    static let enter = FixtureFolder.checkout.appending("Fixtures/enter")
    static let base = FixtureFolder.checkout.appending(".build-fixtures/base")

    static var hasProgram: Bool { FixtureFolder.isRoot && BuiltProgram.isThere }

    static var isReady: Bool {
        hasProgram && access(enter.string, X_OK) == 0
            && access(base.appending("usr/bin/systemd-sysext").string, X_OK) == 0
    }
}
