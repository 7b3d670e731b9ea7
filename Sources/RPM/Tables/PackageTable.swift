import Glibc

/// All packages of a repository, as they lie in a file: nothing is unpacked but what is asked for.
///
/// It is made by ``PackageTableBuilder`` and is one piece of 32-bit numbers: the lengths of its sections, then the sections.
@safe final class PackageTable {
    /// A section, by its place.
    private enum Section: Int, CaseIterable {
        case offsets, slots, dependencies, rows, lists, starts, providers, text
    }

    private let owner: Memory
    private let sections: [UnsafeBufferPointer<UInt32>]

    /// Takes a table from memory, or nothing when its lengths are impossible.
    init?(_ owner: Memory) {
        let words = unsafe owner.words
        let count = Section.allCases.count
        guard words.count >= count else { return nil }
        var sections = unsafe [UnsafeBufferPointer<UInt32>]()
        var start = count
        for section in 0..<count {
            let length = Int(unsafe words[section])
            guard length <= words.count - start else { return nil }
            unsafe sections.append(UnsafeBufferPointer(rebasing: words[start..<start + length]))
            start += length
        }
        guard start == words.count else { return nil }
        self.owner = owner
        unsafe self.sections = sections
    }

    /// The memory of a table: made here, or mapped from a file.
    @safe final class Memory {
        let words: UnsafeBufferPointer<UInt32>
        private let release: () -> Void

        /// Takes over memory; `release` is called when nobody needs it any more.
        init(_ words: UnsafeBufferPointer<UInt32>, release: @escaping () -> Void) {
            unsafe self.words = words
            self.release = release
        }

        /// Copies words into memory of its own.
        convenience init(_ words: [UInt32]) {
            let copy = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: words.count)
            _ = unsafe copy.initialize(from: words)
            unsafe self.init(UnsafeBufferPointer(copy)) { unsafe copy.deallocate() }
        }

        deinit { release() }
    }

    private func section(_ section: Section) -> UnsafeBufferPointer<UInt32> {
        unsafe sections[section.rawValue]
    }

    private func checked(_ section: Section, _ index: Int) -> Int {
        let words = unsafe self.section(section)
        precondition(index >= 0 && index < words.count)
        return Int(unsafe words[index])
    }

    /// The number of packages.
    var count: Int { unsafe section(.rows).count / PackageColumn.allCases.count }
    /// The number of strings.
    var stringCount: Int { unsafe section(.offsets).count - 1 }
    /// The number of dependencies.
    var dependencyCount: Int { unsafe section(.dependencies).count / 3 }

    /// A number of a package.
    func value(_ column: PackageColumn, of row: Int) -> Int {
        checked(.rows, row * PackageColumn.allCases.count + column.rawValue)
    }

    /// Lends a string with the zero byte after it.
    func withBytes<Result>(of string: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
    {
        let (start, end) = (checked(.offsets, string), checked(.offsets, string + 1))
        let bytes = unsafe UnsafeRawBufferPointer(section(.text)).bindMemory(to: UInt8.self)
        precondition(start < end && end <= bytes.count)
        return unsafe body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }

    /// A string.
    func text(_ string: Int) -> String {
        unsafe withBytes(of: string) { unsafe String(decoding: $0.dropLast(), as: UTF8.self) }
    }

    /// A text of a package, or nothing when it is empty.
    func text(_ column: PackageColumn, of row: Int) -> String? {
        let string = value(column, of: row)
        return string == 0 ? nil : text(string)
    }

    /// A number of a package that has two columns.
    func number(low: PackageColumn, high: PackageColumn, of row: Int) -> UInt64 {
        UInt64(value(low, of: row)) | UInt64(value(high, of: row)) << 32
    }

    /// The number of a string, or nothing when no package has it.
    func find(_ text: [UInt8]) -> Int? {
        let last = unsafe section(.slots).count - 1
        guard !text.isEmpty, last >= 0 else { return nil }
        var slot = Int(truncatingIfNeeded: Bytes.hash(text, text.indices)) & last
        while case let string = checked(.slots, slot), string != 0 {
            let isSame = unsafe withBytes(of: string) { bytes in
                unsafe bytes.count == text.count + 1 && bytes.dropLast().elementsEqual(text)
            }
            if isSame { return string }
            slot = (slot + 1) & last
        }
        return nil
    }

    /// A dependency: the numbers of its name and version, and libsolv's flags; version and flags are zero where it has none.
    func dependency(_ number: Int) -> (name: Int, version: Int, flags: Int32) {
        let place = number * 3
        return (
            checked(.dependencies, place), checked(.dependencies, place + 1),
            Int32(truncatingIfNeeded: checked(.dependencies, place + 2))
        )
    }

    /// Runs `body` for each dependency of a kind that a package has.
    @inline(__always)
    func forEachDependency(_ list: DependencyList, of row: Int, _ body: (Int) -> Void) {
        let place = row * PackageColumn.allCases.count + list.column
        let (start, end) = (checked(.rows, place), checked(.rows, place + 1))
        guard start < end else { return }
        for index in start..<end { body(checked(.lists, index)) }
    }

    /// Whether any package has a name, provides it, or has the file of that path.
    func isProvided(_ string: Int) -> Bool {
        checked(.starts, string) < checked(.starts, string + 1)
    }

    /// Runs `body` for each package that has a name, provides it, or has the file of that path.
    @inline(__always)
    func forEachProvider(of string: Int, _ body: (Int) -> Void) {
        let (start, end) = (checked(.starts, string), checked(.starts, string + 1))
        guard start < end else { return }
        for index in start..<end { body(checked(.providers, index)) }
    }
}
