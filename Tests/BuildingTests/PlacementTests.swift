import Building
import Testing

@Suite("Where a package's paths go")
struct PlacementTests {
    static let merged = BaseLayout(links: [
        "/bin": "/usr/bin", "/sbin": "/usr/sbin", "/lib": "/usr/lib", "/lib64": "/usr/lib64",
        "/usr/sbin": "/usr/bin",
    ])
    static let unmerged = BaseLayout(links: [:])

    struct Case: CustomTestStringConvertible, Sendable {
        var path: String
        var isDirectory = false
        var layout = PlacementTests.merged
        var place: Placement
        var testDescription: String { "\(path) goes to \(place)" }
    }

    static let cases = [
        Case(path: "/usr/bin/htop", place: .at("/usr/bin/htop")),
        Case(path: "/usr/sbin/tool", place: .at("/usr/bin/tool")),
        Case(path: "/usr/sbin/tool", layout: unmerged, place: .at("/usr/sbin/tool")),
        Case(path: "/sbin/tool", place: .at("/usr/bin/tool")),
        Case(path: "/bin/tool", place: .at("/usr/bin/tool")),
        Case(path: "/bin/tool", layout: unmerged, place: .at("/bin/tool")),
        Case(
            path: "/lib/systemd/system/a.service",
            place: .at("/usr/lib/systemd/system/a.service")
        ),
        Case(path: "/lib64/libx.so.1", place: .at("/usr/lib64/libx.so.1")),
        Case(path: "/libexec/x", place: .at("/libexec/x")),
        Case(path: "/bin", isDirectory: false, place: .dropped),
        Case(path: "/etc/x.conf", place: .at("/usr/etc/x.conf")),
        Case(path: "/etc", isDirectory: true, place: .at("/usr/etc")),
        Case(path: "/etcetera", place: .at("/etcetera")),
        Case(path: "/var/lib/x", isDirectory: true, place: .at("/var/lib/x")),
        Case(path: "/var", isDirectory: true, place: .dropped),
        Case(path: "/var/lib/x/data", place: .at("/var/lib/x/data")),
        Case(path: "/run/x", isDirectory: true, place: .at("/run/x")),
        Case(path: "/opt", isDirectory: true, place: .dropped),
        Case(path: "/opt/x/bin/x", place: .at("/opt/x/bin/x")),
        Case(path: "/srv", isDirectory: true, place: .dropped),
        Case(path: "/srv/x", isDirectory: true, place: .at("/srv/x")),
        Case(path: "/usrlocal", place: .at("/usrlocal")),
    ]

    @Test(arguments: cases)
    func place(_ example: Case) {
        let place = Placement(
            example.path,
            isDirectory: example.isDirectory,
            layout: example.layout
        )
        #expect(place == example.place)
    }

    @Test(
        "Links keep their meaning when they move to /usr/etc",
        arguments: [
            ("/etc/a/link", "../../usr/share/x", "/usr/share/x"),
            ("/etc/a/link", "../b", "../b"), ("/etc/a/link", "b", "b"),
            ("/etc/a/link", "/usr/share/x", "/usr/share/x"),
            ("/usr/bin/link", "../share/x", "../share/x"),
            ("/etc/link", "../var/lib/x", "/var/lib/x"),
        ]
    )
    func targets(_ path: String, _ target: String, _ moved: String) {
        #expect(Placement.movedTarget(target, of: path) == moved)
    }
}
