import Foundation
import SystemPackage
import TestSupport

/// All that counts of a host's state: every file of its root, and what is chosen.
///
/// What was seen last of sources is remembered by a change that fails, too: a host never goes back behind it.
struct HostRecord: Equatable {
    private let files: Listing
    private let choice: String

    init(_ root: FilePath) async throws {
        let path = "var/lib/veneer/state.json"
        files = try await Listing(
            root,
            withoutContentsOf: path,
            without: "var/lib/veneer/trust"
        )
        let data = try Data(contentsOf: URL(filePath: root.pushing(FilePath(path)).string))
        guard
            let state = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else {
            // Damaged for the test: then its bytes count.
            choice = String(decoding: data, as: UTF8.self)
            return
        }
        let kept = state.filter { $0.key != "seen" }
        let sorted = try JSONSerialization.data(withJSONObject: kept, options: .sortedKeys)
        choice = String(decoding: sorted, as: UTF8.self)
    }
}
