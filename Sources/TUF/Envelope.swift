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
        let bytes = try key.signature(over: value.canonicalForm)
        signatures = [Signature(keyID: key.publicKey.identifier, bytes: bytes)]
        signed = value
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

    /// What is signed, once one signature is known to be this key's.
    ///
    /// Throws: `TrustError` when there is no signature, none by this key, or a bad one by it.
    package func verified(by key: PublicKey) throws(TrustError) -> JSONValue {
        guard !signatures.isEmpty else { throw .noSignature }
        let own = signatures.filter { $0.keyID == key.identifier }
        guard !own.isEmpty else { throw .otherKey(expected: key) }
        let form = signed.canonicalForm
        guard own.contains(where: { key.verifies(signature: $0.bytes, over: form) }) else {
            throw .badSignature(key)
        }
        return signed
    }
}
