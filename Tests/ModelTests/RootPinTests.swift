import Model
import Testing

struct RootPinTests {
    private static let hex = String(repeating: "0f", count: 32)

    static let good: [(text: String, version: Int, written: String)] = [
        ("sha256:\(hex)", 1, "sha256:\(hex)"),
        ("sha256:\(hex)@1", 1, "sha256:\(hex)"),
        ("sha256:\(hex)@12", 12, "sha256:\(hex)@12"),
        ("sha256:\(hex.uppercased())", 1, "sha256:\(hex)"),
    ]

    @Test(arguments: good)
    func reads(_ text: String, version: Int, written: String) throws {
        let pin = try #require(RootPin(text))
        #expect(pin.version == version)
        #expect(pin.text == written)
        #expect(RootPin(pin.text) == pin)
    }

    @Test(arguments: [
        "", hex, "sha256:", "sha256:\(hex)0", "sha512:\(hex)", "sha256:\(hex)@", "sha256:\(hex)@0",
        "sha256:\(hex)@-1", "sha256:\(hex)@+1", "sha256:\(hex)@1@2",
        "sha256:\(hex)@9999999999999999999",
        "SHA256:\(hex)",
    ])
    func refuses(_ text: String) { #expect(RootPin(text) == nil) }
}
