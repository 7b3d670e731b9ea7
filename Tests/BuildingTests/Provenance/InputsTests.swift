import Building
import EROFS
import Model
import Testing

@Suite("The inputs of an image")
struct InputsTests {
    private static func checksum(_ byte: UInt8) -> Checksum {
        Checksum(prefix: [UInt8](repeating: byte, count: 32))
    }

    private static var inputs: ImageInputs {
        var inputs = ImageInputs(
            recipe: "name: htop\n",
            base: checksum(1),
            architecture: .x86_64,
            packages: [],
            compression: .none
        )
        inputs.packages = [("htop-3.4.1-1.x86_64", "sha256:aa"), ("jq-1.8-1.x86_64", "sha256:bb")]
        inputs.files = ["files/a": checksum(2)]
        inputs.downloads = ["sha256:cc"]
        return inputs
    }

    struct Change: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var make: @Sendable (inout ImageInputs) -> Void
    }

    static let changes = [
        Change(testDescription: "the recipe's text") { $0.recipe += "#" },
        Change(testDescription: "the base") { $0.base = checksum(9) },
        Change(testDescription: "the architecture") { $0.architecture = .aarch64 },
        Change(testDescription: "a package's checksum") { $0.packages[1].checksum = "sha256:bc" },
        Change(testDescription: "a package's name") { $0.packages[1].name = "jq-1.8-2.x86_64" },
        Change(testDescription: "the order of packages") { $0.packages.swapAt(0, 1) },
        Change(testDescription: "a package less") { $0.packages.removeLast() },
        Change(testDescription: "a file's content") { $0.files["files/a"] = checksum(3) },
        Change(testDescription: "a file's name") { $0.files = ["files/b": checksum(2)] },
        Change(testDescription: "a download") { $0.downloads = ["sha256:cd"] },
        Change(testDescription: "no download") { $0.downloads = [] },
        Change(testDescription: "the codec") { $0.compression = .lz4(clusterSize: 4096) },
        Change(testDescription: "text that moved from one value into the next") {
            $0.packages[0] = ("htop-3.4.1-1.x86_64s", "ha256:aa")
        },
    ]

    @Test("Each of them counts", arguments: changes)
    func counts(_ change: Change) {
        var changed = Self.inputs
        change.make(&changed)
        #expect(changed.digest != Self.inputs.digest)
    }

    @Test("The same inputs have the same checksum, in every run and on every machine")
    func isFixed() {
        // A change of this value without a change of `ImageInputs.rules` would have everything built again, and no more.
        #expect(
            Self.inputs.digest.hex
                == "6fec22444e499e2920819583da6008b7c0f6b1c92f829efa211ec0b9571b218e"
        )
    }
}
