/// Reads which types a binary policy has, and passes over everything else.
///
/// The form is libsepol's (`policydb_read`). libsepol itself is not asked: it refuses policies newer than itself, as the ones of
/// newer systems are, and damaged ones can stop or crash it.
struct PolicyReader {
    var bytes: PolicyBytes
    let form: PolicyForm
    /// Every type and alias, declared or required; attributes are none.
    private(set) var types: Set<String> = []
    /// The types that the policy itself declares.
    private(set) var declared: Set<String> = []

    private static let kernelMagic: UInt32 = 0xf97c_ff8c
    static let moduleMagic: UInt32 = 0xf97c_ff8d
    /// Commons, classes, roles, types, users, booleans, sensitivities, categories.
    private static let tables: UInt32 = 8

    /// Reads a policy out of a part of some bytes.
    ///
    /// Throws: `PolicyProblem`.
    init(_ source: [UInt8], range: Range<Int>? = nil) throws(PolicyProblem) {
        var bytes = PolicyBytes(source, range: range)
        form = try Self.form(&bytes)
        self.bytes = bytes
        try readTables()
        guard form.isKernel else {
            try skipBlocks()
            try readScopes()
            return
        }
        declared = types
    }

    private static func form(_ bytes: inout PolicyBytes) throws(PolicyProblem) -> PolicyForm {
        let magic = try bytes.number()
        let title = try bytes.text(try bytes.number())
        let kind: PolicyForm.Kind
        switch (magic, title) {
        case (kernelMagic, "SE Linux"): kind = .kernel
        case (moduleMagic, "SE Linux Module"):
            let place = bytes.position
            switch try bytes.number() {
            case 1: kind = .base
            case 2: kind = .module
            default: throw .malformed(offset: place)
            }
        default: throw .unknownKind
        }
        let form = try PolicyForm(kind, version: try bytes.number())
        try bytes.skip(numbers: 1)
        let place = bytes.position
        guard try bytes.number() == tables else { throw .malformed(offset: place) }
        try bytes.skip(numbers: 1)
        if kind == .module {
            _ = try bytes.text(try bytes.number())
            _ = try bytes.text(try bytes.number())
        }
        return form
    }

    private mutating func readTables() throws(PolicyProblem) {
        // What the policy is capable of; permissive types; since version 35, types without audit.
        try bytes.skipBits()
        if form.isKernel { try bytes.skipBits() }
        if form.isKernel, form.version >= 35 { try bytes.skipBits() }
        try readSymbols(keepsTypes: true)
    }

    /// Reads the eight tables of names.
    mutating func readSymbols(keepsTypes: Bool) throws(PolicyProblem) {
        for table in 0..<Self.tables {
            try bytes.skip(numbers: 1)
            let count = try bytes.number()
            for _ in 0..<count {
                switch table {
                case 0: try skipCommon()
                case 1: try skipClass()
                case 2: try skipRole()
                case 3:
                    let name = try readType()
                    if keepsTypes, let name { types.insert(name) }
                case 4: try skipUser()
                case 5: try skipBoolean()
                case 6: try skipSensitivity()
                default: try skipCategory()
                }
            }
        }
    }

    /// Reads which names the module declares, and which it only requires.
    private mutating func readScopes() throws(PolicyProblem) {
        for table in 0..<Self.tables {
            let count = try bytes.number()
            for _ in 0..<count {
                let name = try bytes.text(try bytes.number())
                let isDeclared = try bytes.number() == 2
                try bytes.each { bytes throws(PolicyProblem) in try bytes.skip(numbers: 1) }
                if table == 3, isDeclared, types.contains(name) { declared.insert(name) }
            }
        }
    }
}
