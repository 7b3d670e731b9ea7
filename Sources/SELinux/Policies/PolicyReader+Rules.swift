/// The rules of a module, passed over: what it declares stands behind them.
extension PolicyReader {
    /// The kinds of rule that have extended permissions with them.
    private static let extended: UInt32 = 0x0f00

    mutating func skipBlocks() throws(PolicyProblem) {
        let blocks = try bytes.number()
        for _ in 0..<blocks {
            let branches = try bytes.number()
            for _ in 0..<branches { try skipBranch() }
        }
    }

    private mutating func skipBranch() throws(PolicyProblem) {
        try bytes.skip(numbers: 2)
        let conditions = try bytes.number()
        for _ in 0..<conditions { try skipCondition() }
        try skipRules()
        try skipRoleTransitions()
        try bytes.each { bytes throws(PolicyProblem) in
            try bytes.skipRoleSet()
            try bytes.skipRoleSet()
        }
        if form.version >= 11 { try skipNameTransitions() }
        try bytes.each { bytes throws(PolicyProblem) in
            try bytes.skipTypeSet()
            try bytes.skipTypeSet()
            try bytes.skipBits()
            try bytes.skipModuleRange()
        }
        // What the branch requires, and what it declares, by number.
        try skipScopeIndex()
        try skipScopeIndex()
        try readSymbols(keepsTypes: false)
    }

    private mutating func skipCondition() throws(PolicyProblem) {
        try bytes.skip(numbers: 1)
        try bytes.each { bytes throws(PolicyProblem) in try bytes.skip(numbers: 2) }
        try skipRules()
        try skipRules()
        if form.version >= 14 { try bytes.skip(numbers: 1) }
    }

    private mutating func skipRules() throws(PolicyProblem) {
        try bytes.each { bytes throws(PolicyProblem) in
            let kinds = try bytes.number()
            try bytes.skip(numbers: 1)
            try bytes.skipTypeSet()
            try bytes.skipTypeSet()
            try bytes.each { bytes throws(PolicyProblem) in try bytes.skip(numbers: 2) }
            // Two bytes that say for what, and 256 bits.
            if kinds & Self.extended != 0 { try bytes.skip(bytes: 2 + 32) }
        }
    }

    private mutating func skipRoleTransitions() throws(PolicyProblem) {
        let hasClasses = form.version >= 12
        try bytes.each { bytes throws(PolicyProblem) in
            try bytes.skipRoleSet()
            try bytes.skipTypeSet()
            if hasClasses { try bytes.skipBits() }
            try bytes.skip(numbers: 1)
        }
    }

    private mutating func skipNameTransitions() throws(PolicyProblem) {
        let fields = form.version >= 21 ? 3 : 2
        try bytes.each { bytes throws(PolicyProblem) in
            try bytes.skip(bytes: try bytes.number())
            try bytes.skipTypeSet()
            try bytes.skipTypeSet()
            try bytes.skip(numbers: fields)
        }
    }

    private mutating func skipScopeIndex() throws(PolicyProblem) {
        for _ in 0..<8 { try bytes.skipBits() }
        try bytes.each { bytes throws(PolicyProblem) in try bytes.skipBits() }
    }
}
