/// Signed metadata: `{"signatures": [{"keyid": …, "sig": …}], "signed": {…}}` (TUF section 4.2).
package struct Envelope: Equatable, Sendable {
    /// One key's signature over the canonical form of what is signed.
    package struct Signature: Equatable, Sendable {
        /// The `PublicKey.identifier` of who signed.
        package var keyID: String
        package var bytes: [UInt8]
    }

    package var signatures: [Signature]
    package var signed: JSONValue

    /// Signs a value with one key.
    package init(signing value: JSONValue, with key: SigningKey) throws(KeyError) {
        try self.init(signing: value, with: [key])
    }

    /// Signs a value with some keys.
    package init(signing value: JSONValue, with keys: [SigningKey]) throws(KeyError) {
        signatures = []
        signed = value
        for key in keys { try sign(with: key) }
    }

    /// Adds a key's signature, in place of an earlier one of the same key.
    package mutating func sign(with key: SigningKey) throws(KeyError) {
        let keyID = key.publicKey.identifier
        let bytes = try key.signature(over: signed.canonicalForm)
        signatures.removeAll { $0.keyID == keyID }
        signatures.append(Signature(keyID: keyID, bytes: bytes))
    }

    /// Reads an envelope; no signature has been checked yet.
    ///
    /// Throws: `TrustError.notJSON` or `TrustError.notAnEnvelope`.
    package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(TrustError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw .notJSON(error)
        }
        guard let signed = value["signed"], case .object = signed else {
            throw .notAnEnvelope("'signed' is not an object")
        }
        guard let list = value["signatures"]?.array else {
            throw .notAnEnvelope("'signatures' is not a list")
        }
        self.signed = signed
        signatures = []
        for entry in list { signatures.append(try Self.signature(entry)) }
        guard Set(signatures.map(\.keyID)).count == signatures.count else {
            throw .notAnEnvelope("a key has more than one signature")
        }
    }

    private static func signature(_ entry: JSONValue) throws(TrustError) -> Signature {
        guard let keyID = entry["keyid"]?.string, let text = entry["sig"]?.string,
            let bytes = Hex.bytes(text)
        else { throw .notAnEnvelope("a signature has no 'keyid' or no hexadecimal 'sig'") }
        return Signature(keyID: keyID, bytes: bytes)
    }

    /// The envelope as a file's text, with a line break at its end.
    package var text: String {
        let list = signatures.map { signature in
            ["keyid": .string(signature.keyID), "sig": .string(Hex.text(signature.bytes))]
                as JSONValue
        }
        let value: JSONValue = ["signatures": .array(list), "signed": signed]
        return value.text(indented: true) + "\n"
    }

    /// The identifiers of those keys of a role that really signed; a key counts once, whatever it is called.
    package func signers(_ role: RoleKeys, _ keys: KeyTable) -> Set<String> {
        let form = signed.canonicalForm
        var found: [PublicKey: String] = [:]
        for signature in signatures where role.keyIDs.contains(signature.keyID) {
            guard let key = keys[signature.keyID],
                key.verifies(signature: signature.bytes, over: form)
            else { continue }
            found[key] = signature.keyID
        }
        return Set(found.values)
    }

    /// Reads a role's document, once as many of its keys signed it as must (TUF section 5.3 and on).
    ///
    /// Throws: `TrustError.tooFewSignatures` or `.badDocument`.
    package func document<Document: RoleDocument>(
        _ type: Document.Type,
        role: String,
        signers: RoleKeys,
        keys: KeyTable
    ) throws(TrustError) -> Document {
        let found = self.signers(signers, keys).count
        guard found >= signers.threshold else {
            throw .tooFewSignatures(role: role, found: found, threshold: signers.threshold)
        }
        return try Document(signed: signed)
    }
}
