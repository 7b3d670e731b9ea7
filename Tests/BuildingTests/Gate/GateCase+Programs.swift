import Building
import Model

extension GateCase {
    private static func program(
        _ title: String,
        level: Finding.Level = .error,
        _ change: @escaping @Sendable (inout TinyELF) -> Void
    ) -> GateCase {
        GateCase(check: "libraries", title: title, level: level, subject: "/usr/bin/bad") {
            var file = TinyELF.tool
            change(&file)
            $0.file("/usr/bin/bad", bytes: file.bytes)
        }
    }

    static let programs = [
        program("a library of nowhere") { $0.needed.append("libnone.so.3") },
        program("a library by path, of nowhere") { $0.needed.append("/usr/lib64/libnone.so.3") },
        program("a version too new") { $0.neededVersions = [("libc.so.6", ["GLIBC_2.99"])] },
        program("a loader of nowhere") { $0.interpreter = "/lib/ld-none.so.1" },
        program("a library without a path to it", level: .warning) { $0.runPath = nil },
        program("a path to another folder", level: .warning) { $0.runPath = "$ORIGIN/private" },
        GateCase(
            check: "libraries",
            title: "a library of another machine only",
            subject: "/usr/bin/bad"
        ) {
            var file = TinyELF.tool
            file.needed.append("libarm.so.1")
            $0.file("/usr/bin/bad", bytes: file.bytes)
            var library = TinyELF.library("libarm.so.1")
            library.machine = 183
            $0.file("/usr/lib/firmware/libarm.so.1", bytes: library.bytes)
        },
        GateCase(
            check: "libraries",
            title: "an older library over the base's",
            subject: "/usr/bin/bad",
            base: {
                var base = GateBase.sample
                base.files["/usr/lib64/libz.so.1.3"] = nil
                return base
            }
        ) {
            var file = TinyELF.tool
            file.needed.append("libz.so.1")
            file.neededVersions = [("libz.so.1", ["ZLIB_1.2"])]
            $0.file("/usr/bin/bad", bytes: file.bytes)
            $0.file(
                "/usr/lib64/libz.so.1.3",
                bytes: TinyELF.library("libz.so.1", versions: ["ZLIB_1.1"]).bytes
            )
        },
        GateCase(check: "machine", title: "a program for arm64", subject: "/usr/bin/arm") {
            $0.file("/usr/bin/arm", bytes: TinyELF(machine: 183).bytes)
        },
        GateCase(
            check: "machine",
            title: "an object for arm64",
            level: .warning,
            subject: "/usr/lib64/crt.o"
        ) { $0.file("/usr/lib64/crt.o", bytes: TinyELF(machine: 183, type: 1).bytes) },
        GateCase(
            check: "machine",
            title: "a program cut short",
            level: .warning,
            subject: "/usr/bin/cut"
        ) { $0.file("/usr/bin/cut", bytes: Array(TinyELF.tool.bytes.prefix(100))) },
        GateCase(
            check: "interpreters",
            title: "of nowhere",
            level: .warning,
            subject: "/usr/bin/lisp"
        ) { $0.file("/usr/bin/lisp", "#!/usr/bin/guile -s\n", mode: 0o755) },
        GateCase(
            check: "interpreters",
            title: "of nowhere, by env",
            level: .warning,
            subject: "/usr/bin/lisp"
        ) { $0.file("/usr/bin/lisp", "#! /usr/bin/env guile\n", mode: 0o755) },
    ]

    private static let unit = "/usr/lib/systemd/system/bad.service"

    private static func service(
        _ title: String,
        level: Finding.Level = .error,
        _ text: String
    ) -> GateCase {
        GateCase(check: "units", title: title, level: level, subject: unit) {
            $0.file(unit, text)
        }
    }

    static let units = [
        service("a program of nowhere", "[Service]\nExecStart=/usr/bin/none --now\n"),
        service(
            "a program of nowhere, in quotes",
            "[Service]\nExecStart=\"/usr/bin/none\" --now\n"
        ),
        service("a name of nowhere", "[Service]\nExecStop=none\n"),
        service("a program over two lines", "[Service]\nExecStart=\\\n /usr/bin/none\n"),
        service("a file that is no program", "[Service]\nExecStart=/usr/share/text\n"),
        service("a folder", "[Service]\nExecStart=/usr/bin\n"),
        service("a user of nobody", level: .warning, "[Service]\nUser=nemo\n"),
        service("a group of nobody", level: .warning, "[Service]\nGroup=nemo\n"),
        service("a unit of nowhere", level: .warning, "[Unit]\nRequires=none.service\n"),
        GateCase(
            check: "units",
            title: "a name that no unit has",
            level: .warning,
            subject: "/usr/lib/systemd/system/bad.servic"
        ) { $0.file("/usr/lib/systemd/system/bad.servic", "[Service]\n") },
        GateCase(
            check: "units",
            title: "a program of nowhere, in a drop-in",
            subject: "/usr/lib/systemd/system/basic.target.d/bad.conf"
        ) {
            $0.file(
                "/usr/lib/systemd/system/basic.target.d/bad.conf",
                "[Service]\nExecStart=/usr/bin/none\n"
            )
        },
        GateCase(
            check: "units",
            title: "a user's, with a program of nowhere",
            subject: "/usr/lib/systemd/user/bad.service"
        ) {
            $0.file(
                "/usr/lib/systemd/user/bad.service",
                "[Service]\nExecStart=/usr/bin/none\n"
            )
        },
        GateCase(
            check: "units",
            title: "units that systemd will not see",
            level: .warning,
            subject: "/usr/lib/systemd/system"
        ) { $0.release = "ID=fedora\nVERSION_ID=43\n" },
    ]
}
