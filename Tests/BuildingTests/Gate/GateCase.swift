import Building
import EROFS
import Model
import Testing

/// An image that exactly one check has something against.
struct GateCase: Sendable, CustomTestStringConvertible {
    let check: String
    let title: String
    var level = Finding.Level.error
    /// What the finding is about.
    let subject: String
    var fileName: String?
    var base: @Sendable () -> GateBase? = { .sample }
    let change: @Sendable (inout GateImage) -> Void

    var testDescription: String { "\(check): \(title)" }

    static let all =
        releases + places + files + labels + singletons + shadowing + links + programs + units

    private static let releaseFile = "/usr/lib/extension-release.d/extension-release.sample"

    private static func release(_ title: String, _ text: String) -> GateCase {
        GateCase(check: "extension-release", title: title, subject: releaseFile) {
            $0.release = text
        }
    }

    private static let fit = "ID=fedora\nVERSION_ID=43\nEXTENSION_RELOAD_MANAGER=1\n"

    static let releases = [
        GateCase(
            check: "extension-release",
            title: "missing",
            subject: "/usr/lib/extension-release.d"
        ) { $0.release = nil },
        GateCase(
            check: "extension-release",
            title: "a link",
            subject: releaseFile
        ) {
            $0.release = nil
            $0.link(releaseFile, "../../share/text")
        },
        GateCase(check: "extension-release", title: "a pipe", subject: releaseFile) {
            $0.release = nil
            $0.special("/usr/lib/extension-release.d/extension-release.other", .fifo)
            $0.remove("/usr/lib/extension-release.d/extension-release.other")
            $0.folder(releaseFile)
        },
        GateCase(
            check: "extension-release",
            title: "a second one",
            subject: releaseFile
        ) { $0.file("/usr/lib/extension-release.d/extension-release.another", "ID=fedora\n") },
        GateCase(
            check: "extension-release",
            title: "of another name than the image",
            level: .warning,
            subject: releaseFile,
            fileName: "other-1-1-43-x86-64.raw"
        ) { _ in },
        GateCase(
            check: "extension-release",
            title: "a name that no extension has",
            subject: "/usr/lib/extension-release.d/extension-release.a_b"
        ) { $0.name = "a_b" },
        release("too large", fit + String(repeating: "#\n", count: 40_000)),
        release("empty", ""),
        release("for another system", "ID=debian\nVERSION_ID=43\nEXTENSION_RELOAD_MANAGER=1\n"),
        release("for another release", "ID=fedora\nVERSION_ID=42\nEXTENSION_RELOAD_MANAGER=1\n"),
        release("no release", "ID=fedora\nEXTENSION_RELOAD_MANAGER=1\n"),
        release("no system", "VERSION_ID=43\nEXTENSION_RELOAD_MANAGER=1\n"),
        release("uname's word", fit + "ARCHITECTURE=x86_64\n"),
        release("a word of nobody", fit + "ARCHITECTURE=vax\n"),
        release("portable only", fit + "SYSEXT_SCOPE=portable\n"),
        release("twice the same", fit + "ID=debian\n"),
        release("a command", fit + "NAME=$(reboot)\n"),
        release("a command in quotes", fit + "NAME=\"`reboot`\"\n"),
        release("a line of words", fit + "reboot now\n"),
        release("NUL", fit + "NAME=a\0b\n"),
        release("escape sequence", fit + "NAME=\u{1b}[2J\n"),
        release("a path in a word", "ID=../../etc\nVERSION_ID=43\nEXTENSION_RELOAD_MANAGER=1\n"),
    ]

    static let places = [
        GateCase(check: "outside-usr", title: "in /etc", subject: "/etc/a") { $0.file("/etc/a") },
        GateCase(check: "outside-usr", title: "in /opt", subject: "/opt/a") { $0.file("/opt/a") },
        GateCase(check: "outside-usr", title: "beside /usr", subject: "/usrlocal") {
            $0.file("/usrlocal")
        },
        GateCase(check: "os-release", title: "a file", subject: "/usr/lib/os-release") {
            $0.file("/usr/lib/os-release", "ID=fedora\n")
        },
        GateCase(check: "os-release", title: "a link", subject: "/usr/lib/os-release") {
            $0.link("/usr/lib/os-release", "../share/relative")
        },
        GateCase(check: "usr-merge", title: "a folder for a link", subject: "/usr/sbin") {
            $0.file("/usr/sbin/daemon")
        },
        GateCase(check: "nested", title: "an extension", subject: "/usr/lib/extensions") {
            $0.file("/usr/lib/extensions/a.raw")
        },
        GateCase(check: "nested", title: "an update", subject: "/usr/lib/sysupdate.d") {
            $0.file("/usr/lib/sysupdate.d/a.transfer")
        },
        GateCase(check: "nested", title: "a record", subject: "/usr/.systemd-sysext") {
            $0.file("/usr/.systemd-sysext/dev")
        },
        GateCase(check: "names", title: "a line break", subject: "/usr/share/a\\u{a}b") {
            $0.file(named: Array("a\nb".utf8))
        },
        GateCase(check: "names", title: "no UTF-8", subject: "/usr/share/\u{fffd}") {
            $0.file(named: [0xff])
        },
        GateCase(
            check: "names",
            title: "very long",
            subject: "/usr/share/" + String(repeating: "a", count: 250) + "/"
                + String(repeating: "b", count: 250) + "/" + String(repeating: "c", count: 250)
                + "/"
                + String(repeating: "d", count: 250) + "/" + String(repeating: "e", count: 60)
        ) { image in
            let path = ["a", "b", "c", "d"].map { String(repeating: $0, count: 250) }
            image.file(
                "/usr/share/" + path.joined(separator: "/") + "/"
                    + String(repeating: "e", count: 60)
            )
        },
        GateCase(check: "names", title: "the same to people", subject: "/usr/share/\u{e9}") {
            $0.file(named: Array("\u{e9}".utf8))
            $0.file(named: Array("e\u{301}".utf8))
        },
        GateCase(
            check: "names",
            title: "an image that is no .raw",
            subject: "sample.img",
            fileName: "sample.img"
        ) { $0.release = $0.release },
    ]

    static let files = [
        GateCase(check: "devices", title: "a disk", subject: "/usr/lib/disk") {
            $0.special("/usr/lib/disk", .blockDevice, DeviceNumber(major: 8, minor: 0))
        },
        GateCase(check: "devices", title: "a terminal", subject: "/usr/lib/tty") {
            $0.special("/usr/lib/tty", .characterDevice, DeviceNumber(major: 4, minor: 0))
        },
        GateCase(check: "devices", title: "a pipe", subject: "/usr/lib/pipe") {
            $0.special("/usr/lib/pipe", .fifo)
        },
        GateCase(check: "devices", title: "a socket", subject: "/usr/lib/socket") {
            $0.special("/usr/lib/socket", .socket)
        },
        GateCase(check: "whiteouts", title: "a hole", subject: "/usr/lib/gone") {
            $0.special("/usr/lib/gone", .characterDevice)
        },
        GateCase(check: "whiteouts", title: "an opaque folder", subject: "/usr/lib/opaque") {
            $0.folder(
                "/usr/lib/opaque",
                attributes: [ExtendedAttribute(name: "trusted.overlay.opaque", value: [0x79])]
            )
        },
        GateCase(check: "whiteouts", title: "a user's attribute", subject: "/usr/lib/metacopy") {
            $0.file(
                "/usr/lib/metacopy",
                attributes: [ExtendedAttribute(name: "user.overlay.metacopy", value: [])]
            )
        },
        GateCase(check: "setuid", title: "root's", subject: "/usr/bin/su") {
            $0.file("/usr/bin/su", mode: 0o4755)
        },
        GateCase(check: "setuid", title: "a group's", subject: "/usr/bin/mail") {
            $0.file("/usr/bin/mail", mode: 0o2755)
        },
        GateCase(
            check: "setuid",
            title: "a folder",
            level: .warning,
            subject: "/usr/share/common"
        ) { $0.folder("/usr/share/common", mode: 0o2755) },
        GateCase(check: "capabilities", title: "raw sockets", subject: "/usr/bin/ping") {
            $0.file(
                "/usr/bin/ping",
                mode: 0o755,
                attributes: [
                    ExtendedAttribute(
                        name: "security.capability",
                        value: [1, 0, 0, 2, 0, 0x20] + [UInt8](repeating: 0, count: 14)
                    )
                ]
            )
        },
        GateCase(check: "capabilities", title: "nonsense", subject: "/usr/bin/odd") {
            $0.file(
                "/usr/bin/odd",
                attributes: [ExtendedAttribute(name: "security.capability", value: [1, 2, 3])]
            )
        },
        GateCase(check: "world-writable", title: "a file", subject: "/usr/share/open") {
            $0.file("/usr/share/open", mode: 0o666)
        },
        GateCase(check: "world-writable", title: "a folder", subject: "/usr/share/open") {
            $0.folder("/usr/share/open", mode: 0o777)
        },
        GateCase(
            check: "world-writable",
            title: "a sticky folder",
            level: .warning,
            subject: "/usr/share/tmp"
        ) { $0.folder("/usr/share/tmp", mode: 0o1777) },
        GateCase(
            check: "owners",
            title: "a number of nobody",
            level: .warning,
            subject: "/usr/share/stray"
        ) { $0.file("/usr/share/stray", owner: 977) },
    ]

    static let labels = [
        GateCase(
            check: "labels",
            title: "none at all",
            subject: "/usr",
            base: {
                var base = GateBase.sample
                base.hasLabels = true
                return base
            }
        ) { _ in }
    ]

    static let singletons = [
        "/usr/share/glib-2.0/schemas/gschemas.compiled",
        "/usr/share/icons/hicolor/icon-theme.cache",
        "/usr/share/applications/mimeinfo.cache", "/usr/share/mime/mime.cache",
        "/usr/lib/modules/6.17.1-300.fc43.x86_64/modules.dep",
        "/usr/lib/modules/6.17.1-300.fc43.x86_64/modules.symbols.bin", "/usr/lib/ld.so.cache",
        "/usr/lib/udev/hwdb.bin", "/usr/share/info/dir", "/usr/lib/locale/locale-archive",
        "/usr/lib64/gdk-pixbuf-2.0/2.10.0/loaders.cache", "/usr/lib64/gio/modules/giomodule.cache",
        "/usr/lib64/pango/1.8.0/modules.cache", "/usr/lib/sysimage/rpm/rpmdb.sqlite",
        "/usr/lib/fontconfig/cache/a.cache-9", "/usr/lib64/gtk-3.0/3.0.0/immodules.cache",
        "/usr/lib64/gconv/gconv-modules.cache", "/usr/lib/passwd",
    ].map { path in
        GateCase(check: "singletons", title: path, subject: path) { $0.file(path) }
    }

    static let shadowing = [
        GateCase(check: "shadowing", title: "another file", subject: "/usr/share/text") {
            $0.file("/usr/share/text", "other")
        },
        GateCase(check: "shadowing", title: "as large a file", subject: "/usr/share/text") {
            $0.file("/usr/share/text", "tex_\n")
        },
        GateCase(check: "shadowing", title: "another mode", subject: "/usr/share/text") {
            $0.file("/usr/share/text", mode: 0o755)
        },
        GateCase(check: "shadowing", title: "a file for a link", subject: "/usr/share/pointer") {
            $0.file("/usr/share/pointer")
        },
        GateCase(check: "shadowing", title: "another link", subject: "/usr/share/pointer") {
            $0.link("/usr/share/pointer", "../bin/sh")
        },
        GateCase(check: "shadowing", title: "a link for a folder", subject: "/usr/share/folder") {
            $0.link("/usr/share/folder", "../bin")
        },
        GateCase(check: "shadowing", title: "a folder for a file", subject: "/usr/share/text") {
            $0.file("/usr/share/text/inner")
        },
        GateCase(check: "shadowing", title: "a folder that shuts out", subject: "/usr/bin") {
            $0.folder("/usr/bin", mode: 0o700)
        },
        GateCase(check: "shadowing", title: "a folder that groups write", subject: "/usr/bin") {
            $0.folder("/usr/bin", mode: 0o775)
        },
    ]

    static let links = [
        GateCase(check: "links", title: "absolute, to nowhere", subject: "/usr/share/a") {
            $0.link("/usr/share/a", "/usr/bin/nothing")
        },
        GateCase(
            check: "links",
            title: "relative, to nowhere",
            level: .warning,
            subject: "/usr/share/a"
        ) { $0.link("/usr/share/a", "nothing") },
        GateCase(check: "links", title: "above the root", subject: "/usr/share/a") {
            $0.link("/usr/share/a", "../../../../etc/shadow")
        },
        GateCase(check: "links", title: "to itself", subject: "/usr/share/a") {
            $0.link("/usr/share/a", "a")
        },
        GateCase(
            check: "links",
            title: "through a link to nowhere",
            subject: "/usr/share/a"
        ) { $0.link("/usr/share/a", "/usr/sbin/nothing") },
    ]
}
