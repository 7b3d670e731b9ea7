/// What a policy module says of files: the types that it declares, and the labels of paths.
package struct PolicyModule: Equatable, Sendable {
    /// The largest module that is read, in bytes; real ones have a few hundred thousand.
    package static let limit = 64 << 20

    /// The types and aliases that the module itself declares.
    package let types: Set<String>
    /// Its rules for paths, without those for the folders of users.
    package let rules: [ContextRule]

    init(types: Set<String>, rules: [ContextRule]) {
        self.types = types
        // The paths of these are known only once there are users.
        self.rules = rules.filter {
            !$0.expression.hasPrefix("HOME_DIR") && !$0.expression.hasPrefix("HOME_ROOT")
        }
    }

    /// Reads a module package (`.pp`) or a module in the common intermediate language (`.cil`), uncompressed.
    ///
    /// Throws: `LabelError.badPolicy` with this name.
    package init(_ bytes: [UInt8], name: String) throws(LabelError) {
        do throws(PolicyProblem) {
            guard bytes.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
            self = name.hasSuffix(".cil") ? try Self(cil: bytes) : try Self(package: bytes)
        } catch {
            throw .badPolicy(name, error)
        }
    }
}

extension PolicyModule {
    private static let packageMagic: UInt32 = 0xf97c_ff8f
    private static let contextsMagic: UInt32 = 0xf97c_ff90
    /// As in libsepol; real packages have two or three.
    private static let sectionLimit: UInt32 = 100

    /// Reads a module package: a list of offsets, then sections that each begin with a number for their kind.
    init(package bytes: [UInt8]) throws(PolicyProblem) {
        var policy: PolicyReader?
        var rules: [ContextRule] = []
        for section in try Self.sections(of: bytes) {
            var head = PolicyBytes(bytes, range: section)
            switch try head.number() {
            case PolicyReader.moduleMagic where policy == nil:
                policy = try PolicyReader(bytes, range: section)
            case Self.contextsMagic:
                rules += try Self.rules(in: bytes, head.position..<section.upperBound)
            default: continue
            }
        }
        guard let policy else { throw .noPolicy }
        self.init(types: policy.declared, rules: rules)
    }

    private static func sections(of bytes: [UInt8]) throws(PolicyProblem) -> [Range<Int>] {
        var head = PolicyBytes(bytes)
        guard try head.number() == packageMagic else { throw .unknownKind }
        try head.skip(numbers: 1)
        let place = head.position
        let count = try head.number()
        guard count <= sectionLimit else { throw .malformed(offset: place) }
        var offsets: [Int] = []
        for _ in 0..<count { offsets.append(Int(try head.number())) }
        offsets.append(bytes.count)
        for (start, end) in zip(offsets, offsets.dropFirst()) where start > end {
            throw .malformed(offset: place)
        }
        return zip(offsets, offsets.dropFirst()).map { $0..<$1 }
    }

    private static func rules(
        in bytes: [UInt8],
        _ range: Range<Int>
    ) throws(PolicyProblem) -> [ContextRule] {
        var rules: [ContextRule] = []
        for line in bytes[range].split(separator: UInt8(ascii: "\n")) {
            guard let rule = ContextRule(line: line) else {
                let text = line.drop { $0 == 0x20 || $0 == 0x09 }
                guard text.isEmpty || text.first == UInt8(ascii: "#") else {
                    throw .malformed(offset: line.startIndex)
                }
                continue
            }
            guard rule.isWellFormed, !line.contains(0) else {
                throw .malformed(offset: line.startIndex)
            }
            rules.append(rule)
        }
        return rules
    }
}

extension ContextRule {
    /// Whether kind and label are such.
    var isWellFormed: Bool {
        (kind.map { LabelledKind(rawValue: $0) != nil } ?? true)
            && (context == "<<none>>" || SecurityContext(context) != nil)
    }
}
