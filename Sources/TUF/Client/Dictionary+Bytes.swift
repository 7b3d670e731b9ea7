extension Dictionary where Key == String {
    /// The value of the key that has the same bytes: two spellings of one letter are one key to Swift, and two names to a repository.
    subscript(bytes key: String) -> Value? {
        guard let index = index(forKey: key), keys[index].utf8.elementsEqual(key.utf8) else {
            return nil
        }
        return values[index]
    }
}
