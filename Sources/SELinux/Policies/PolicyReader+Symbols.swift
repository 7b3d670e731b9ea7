/// The entries of the tables of names.
extension PolicyReader {
    private mutating func skipPermission() throws(PolicyProblem) {
        let length = try bytes.number()
        try bytes.skip(numbers: 1)
        try bytes.skip(bytes: length)
    }

    mutating func skipCommon() throws(PolicyProblem) {
        let length = try bytes.number()
        try bytes.skip(numbers: 2)
        let permissions = try bytes.number()
        try bytes.skip(bytes: length)
        for _ in 0..<permissions { try skipPermission() }
    }

    mutating func skipClass() throws(PolicyProblem) {
        let length = try bytes.number()
        let commonLength = try bytes.number()
        try bytes.skip(numbers: 2)
        let permissions = try bytes.number()
        let constraints = try bytes.number()
        try bytes.skip(bytes: length)
        try bytes.skip(bytes: commonLength)
        for _ in 0..<permissions { try skipPermission() }
        try skipConstraints(constraints)
        guard form.kind != .module else { return }
        try skipConstraints(try bytes.number())
        if form.has(kernel: 27, module: 15) { try bytes.skip(numbers: 3) }
        if form.has(kernel: 28, module: 16) { try bytes.skip(numbers: 1) }
    }

    private mutating func skipConstraints(_ count: UInt32) throws(PolicyProblem) {
        for _ in 0..<count {
            try bytes.skip(numbers: 1)
            let terms = try bytes.number()
            for _ in 0..<terms { try skipTerm() }
        }
    }

    private mutating func skipTerm() throws(PolicyProblem) {
        let place = bytes.position
        let kind = try bytes.number()
        try bytes.skip(numbers: 2)
        guard (1...5).contains(kind) else { throw .malformed(offset: place) }
        // Only the last kind, names, brings sets with it.
        guard kind == 5 else { return }
        try bytes.skipBits()
        if form.has(kernel: 29, module: 0) { try bytes.skipTypeSet() }
    }

    mutating func skipRole() throws(PolicyProblem) {
        let length = try bytes.number()
        try bytes.skip(numbers: 2)
        try bytes.skip(bytes: length)
        try bytes.skipBits()
        guard !form.isKernel else { return try bytes.skipBits() }
        try bytes.skipTypeSet()
        guard form.version >= 13 else { return }
        try bytes.skip(numbers: 1)
        try bytes.skipBits()
    }

    /// The name of a type or an alias; nothing for an attribute.
    mutating func readType() throws(PolicyProblem) -> String? {
        let length = try bytes.number()
        try bytes.skip(numbers: form.isKernel ? 1 : 2)
        let properties = try bytes.number()
        try bytes.skip(numbers: 1)
        if !form.isKernel { try bytes.skipBits() }
        let name = try bytes.text(length)
        return properties & 2 == 0 ? name : nil
    }

    mutating func skipUser() throws(PolicyProblem) {
        let length = try bytes.number()
        try bytes.skip(numbers: 2)
        try bytes.skip(bytes: length)
        guard !form.isKernel else {
            try bytes.skipBits()
            try bytes.skipRange()
            return try bytes.skipLevel()
        }
        try bytes.skipRoleSet()
        try bytes.skipModuleRange()
        try bytes.skipModuleLevel()
    }

    mutating func skipBoolean() throws(PolicyProblem) {
        try bytes.skip(numbers: 2)
        try bytes.skip(bytes: try bytes.number())
        if !form.isKernel, form.version >= 14 { try bytes.skip(numbers: 1) }
    }

    mutating func skipSensitivity() throws(PolicyProblem) {
        let length = try bytes.number()
        try bytes.skip(numbers: 1)
        try bytes.skip(bytes: length)
        try bytes.skipLevel()
    }

    mutating func skipCategory() throws(PolicyProblem) {
        let length = try bytes.number()
        try bytes.skip(numbers: 2)
        try bytes.skip(bytes: length)
    }
}
