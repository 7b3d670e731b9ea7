import Testing

@testable import Publishing

struct BestBeforeTests {
    /// The day is never one that begins before the promise ends: systemd refuses a list from that day on.
    @Test(
        arguments: [
            (0, "1970-01-01"), (1, "1970-01-02"), (86_400, "1970-01-02"), (86_401, "1970-01-03"),
            (951_696_000, "2000-02-28"), (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"),
            (1_795_564_800, "2026-11-25"), (1_795_564_801, "2026-11-26"),
            (4_107_542_399, "2100-03-01"), (4_107_542_401, "2100-03-02"),
            (1_798_675_201, "2027-01-01"),
        ] as [(Int64, String)]
    )
    func names(_ expires: Int64, _ date: String) {
        #expect(BestBefore(expires: expires).name == "BEST-BEFORE-\(date)")
    }
}
