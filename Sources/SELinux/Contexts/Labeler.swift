import CSELinux
import Glibc

/// Looks paths up in file contexts by libselinux, without a policy on this machine.
///
/// One value is for one task at a time: libselinux changes its tables while it looks up.
@safe package struct Labeler: ~Copyable {
    private let handle: OpaquePointer

    /// Set once, before the first call that may complain.
    private static let listens: Void = veneer_selinux_listen()

    /// Reads file contexts; the copy that libselinux reads them from is gone afterwards.
    ///
    /// Rules that are known to be sound need not be proven again, and may then be two for the same paths: the later one counts.
    ///
    /// Throws: `LabelError` when they are malformed.
    package init(_ contexts: FileContexts, areProven: Bool = false) throws(LabelError) {
        _ = Self.listens
        try Self.check(contexts)
        let folder = try ContextFolder(contexts)
        defer { folder.remove() }
        unsafe veneer_selinux_words().pointee = 0
        let opened: OpaquePointer? = unsafe folder.path.withCString { path in
            // While it validates, every expression is compiled: otherwise one that does not compile would look like no match.
            var options = unsafe [
                selinux_opt(type: SELABEL_OPT_PATH, value: path),
                selinux_opt(type: SELABEL_OPT_VALIDATE, value: UnsafePointer(bitPattern: 1)),
            ]
            return unsafe selabel_open(UInt32(SELABEL_CTX_FILE), &options, areProven ? 1 : 2)
        }
        guard let opened = unsafe opened else { throw .badContexts(detail: Self.words) }
        unsafe handle = opened
    }

    /// Makes sure that contexts are sound.
    ///
    /// Throws: `LabelError` when they are malformed.
    package static func prove(_ contexts: FileContexts) throws(LabelError) {
        let labeler = try Labeler(contexts)
        _ = consume labeler
    }

    deinit { unsafe selabel_close(handle) }

    /// The label of a whole path; nothing where no rule matches, or one that says `<<none>>`.
    ///
    /// Throws: `LabelError.badRule` for a rule whose expression or label is malformed.
    package func label(
        of path: String,
        _ kind: LabelledKind
    ) throws(LabelError) -> SecurityContext? {
        unsafe veneer_selinux_words().pointee = 0
        var found: UnsafeMutablePointer<CChar>?
        // Of a path with a NUL in it, libselinux would see only the first part.
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw .badRule(path: path, detail: "it is no whole path")
        }
        errno = 0
        guard unsafe selabel_lookup_raw(handle, &found, path, kind.mode) == 0,
            let raw = unsafe found
        else {
            guard errno == ENOENT else { throw .badRule(path: path, detail: Self.words) }
            return nil
        }
        defer { unsafe freecon(raw) }
        let text = unsafe String(cString: raw)
        guard let context = SecurityContext(text) else {
            throw .badRule(path: path, detail: "'\(text)' is no label")
        }
        return context
    }

    /// Refuses what is no text: libselinux would map compiled contexts into memory, and trust the numbers in them.
    private static func check(_ contexts: FileContexts) throws(LabelError) {
        for (suffix, bytes) in contexts.files {
            guard !bytes.contains(0), !bytes.starts(with: [0x8a, 0xff, 0x7c, 0xf9]) else {
                throw .badContexts(detail: "'file_contexts\(suffix)' is no text")
            }
        }
    }

    /// What libselinux said of its last failure, in one line.
    private static var words: String {
        let code = errno
        let said = unsafe String(cString: veneer_selinux_words())
            .split(whereSeparator: \.isNewline).joined(separator: " ")
        return said.isEmpty ? unsafe String(cString: strerror(code)) : said
    }
}
