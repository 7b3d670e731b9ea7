import Building
import Model
import Testing

@Suite("The gate")
struct GateTests {
    @Test("An image that nothing is wrong with gets through")
    func good() throws {
        let findings = try GateImage.good.findings()
        #expect(findings.filter { $0.level > .note } == [])
        // The link into /var is told all the same.
        #expect(findings.map(\.subject).contains("/usr/share/state"))
    }

    @Test("Each bad image is found by its own check, and by no other", arguments: GateCase.all)
    func bad(_ bad: GateCase) throws {
        var image = GateImage.good
        bad.change(&image)
        let found = try image.findings(base: bad.base(), fileName: bad.fileName)
            .filter { $0.level >= bad.level }
        #expect(Set(found.map(\.check)) == [bad.check], "\(found)")
        #expect(found.contains { $0.subject == bad.subject && $0.level == bad.level }, "\(found)")
    }

    @Test("What a recipe accepts does not count", arguments: GateCase.all)
    func allowed(_ bad: GateCase) throws {
        var image = GateImage.good
        bad.change(&image)
        let found = try image.findings(
            base: bad.base(),
            fileName: bad.fileName,
            allow: Allowances([bad.check: ["/usr*", "/opt*", "/etc*", "sample.img"]])
        )
        #expect(found.filter { $0.level >= bad.level } == [])
    }

    @Test("Every check of the table has images that it refuses at its own level")
    func complete() {
        for check in Gate.checks {
            let cases = GateCase.all.filter { $0.check == check.name }
            #expect(cases.contains { $0.level == check.level }, "\(check.name)")
            #expect(!cases.contains { $0.level > check.level }, "\(check.name)")
        }
        #expect(Set(Gate.checks.map(\.name)).count == Gate.checks.count)
    }

    @Test("Without a base, checks that need one are skipped and say so")
    func noBase() throws {
        let report = try GateImage.good.withReader { reader in
            try Gate.run(
                GateInput(
                    listing: ImageListing(reading: reader),
                    base: nil,
                    expected: ExpectedImage(fileName: "sample.raw")
                )
            )
        }
        #expect(report.findings.filter { $0.level > .note } == [])
        #expect(
            report.skipped.map(\.check)
                == ["usr-merge", "shadowing", "libraries", "interpreters"]
        )
        #expect(report.skipped.allSatisfy { $0.reason == "no base is given" })
    }

    @Test("What the base has too is a note where it is the same")
    func same() throws {
        var image = GateImage.good
        image.file("/usr/share/text")
        image.link("/usr/share/pointer", "text")
        image.folder("/usr/bin", mode: 0o755)
        let found = try image.findings().filter { $0.check == "shadowing" }
        #expect(found.map(\.subject) == ["/usr/share/pointer", "/usr/share/text"])
        #expect(found.allSatisfy { $0.level == .note })
    }
}
