import Testing

@testable import Building

@Suite("License tags as SPDX expressions")
struct LicenseTests {
    @Test(
        arguments: [
            ("MIT", "MIT"),
            ("mit", "MIT"),
            ("Apache-2.0 AND (MIT OR BSD-3-Clause)", "Apache-2.0 AND (MIT OR BSD-3-Clause)"),
            ("GPL-2.0+", "GPL-2.0+"),
            ("Apache-1.0+", "Apache-1.0+"),
            ("MIT and\n  BSD-2-Clause", "MIT AND BSD-2-Clause"),
            (
                "GPL-2.0-only WITH Classpath-exception-2.0 OR ((MIT))",
                "GPL-2.0-only WITH Classpath-exception-2.0 OR ((MIT))"
            ),
            ("LicenseRef-Fedora-Public-Domain", "LicenseRef-Fedora-Public-Domain"),
            ("GPLv2+", "LicenseRef-GPLv2-"),
            ("GPLv2+ and Public Domain", "LicenseRef-GPLv2- AND LicenseRef-Public-Domain"),
            ("GPLv2+ with exceptions", "LicenseRef-GPLv2-with-exceptions"),
            ("MIT WITH nonsense", "LicenseRef-MIT-with-nonsense"),
            ("see /usr/share/doc/bash/copyright", "LicenseRef-see-usr-share-doc-bash-copyright"),
            ("GPLv2 or GPLv2+", "LicenseRef-GPLv2 OR LicenseRef-GPLv2-"),
            ("a/b AND a:b AND a/b", "LicenseRef-a-b AND LicenseRef-a-b-2 AND LicenseRef-a-b"),
            ("MIT AND", "LicenseRef-MIT-AND"),
            ("AND MIT", "LicenseRef-AND-MIT"),
            ("(MIT", "LicenseRef-MIT"),
            ("MIT)", "LicenseRef-MIT-"),
            ("()", "LicenseRef-unnamed"),
            ("(((", "LicenseRef-unnamed"),
            ("MIT (BSD)", "LicenseRef-MIT-BSD-"),
            ("ÄÖÜ", "LicenseRef-unnamed"),
        ]
    )
    func reads(_ tag: String, _ expected: String) throws {
        #expect(LicenseExpression(tag)?.text == expected)
    }

    @Test("What says nothing is nothing", arguments: ["", " ", "\n\t"])
    func nothing(_ tag: String) {
        #expect(LicenseExpression(tag) == nil)
    }

    @Test("Names that are taken stay with what they name")
    func sharedNames() {
        let first = LicenseExpression("a/b")
        let second = LicenseExpression("a:b or a/b", references: first?.references ?? [:])
        #expect(second?.text == "LicenseRef-a-b-2 OR LicenseRef-a-b")
        #expect(second?.references == ["LicenseRef-a-b": "a/b", "LicenseRef-a-b-2": "a:b"])
    }

    @Test("Depth and length are bounded", arguments: [33, 1000, 100_000])
    func deep(_ depth: Int) {
        let tag =
            String(repeating: "(", count: depth) + "MIT" + String(repeating: ")", count: depth)
        #expect(LicenseExpression(tag)?.references.count == 1)
    }
}
