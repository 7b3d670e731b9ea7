import CRPM
import Glibc
import SystemPackage

/// Walks through the archive in a package, in its own order but content before further names of the same file.
@safe struct PayloadReader: ~Copyable {
    private let pointer: OpaquePointer
    private let package: FilePath
    /// The archive's source, which must stay open as long as the iterator.
    private let stream: RPMStream

    /// Starts reading where the header of an open package file ends.
    ///
    /// Throws ``PackageFileError`` or `Errno`.
    init(_ package: VerifiedPackage, file: FileDescriptor) throws {
        let path = package.path
        let header = try Self.readHeader(of: path, file: file)
        var stream = try RPMStream(
            duplicating: file,
            at: file.seek(offset: 0, from: .current)
        )
        let compression = package.header.payloadCompression ?? "gzip"
        guard package.header.payloadFormat == "cpio", let mode = Self.modes[compression],
            stream.unpack(mode)
        else {
            let format = "\(package.header.payloadFormat)/\(compression)"
            throw PackageFileError.unsupportedPayload(path, format: format)
        }
        let files = RPMFiles(header)
        let order = Int32(RPMFI_ITER_READ_ARCHIVE_CONTENT_FIRST.rawValue)
        guard let pointer = unsafe rpmfiNewArchiveReader(stream.pointer, files.pointer, order)
        else {
            throw PackageFileError.badPayload(path, detail: "it cannot be opened")
        }
        unsafe self.pointer = pointer
        self.package = path
        self.stream = stream
    }

    deinit {
        unsafe rpmfiArchiveClose(pointer)
        unsafe rpmfiFree(pointer)
    }

    /// librpm's modes of opening, by the names that headers use.
    private static let modes = [
        "gzip": "r.gzdio", "xz": "r.xzdio", "lzma": "r.lzdio", "zstd": "r.zstdio",
        "bzip2": "r.bzdio", "none": "r.ufdio",
    ]

    /// Reads the header again, for librpm's own list of files, and leaves the file's position behind it.
    private static func readHeader(of path: FilePath, file: FileDescriptor) throws -> RPMHeader {
        var header: RPMHeader?
        try Librpm.withLock { session in
            let stream = try RPMStream(duplicating: file, at: 0)
            header = RPMTransaction().readHeader(stream)
            guard header != nil else {
                throw PackageFileError.malformed(path, details: session.takeMessages())
            }
        }
        guard let header = header.take() else { throw PackageFileError.changed(path) }
        return header
    }

    /// Goes to the next file and returns its place in the header's list, or nothing at the end.
    ///
    /// Throws ``PackageFileError``.
    mutating func next() throws -> Int? {
        let place = unsafe rpmfiNext(pointer)
        if place >= 0 { return Int(place) }
        // RPMERR_ITER_END, an anonymous constant of librpm.
        if place == -1 { return nil }
        throw failure(place)
    }

    /// Whether the content of the current file is here, and not with another name of it.
    var hasContent: Bool { unsafe rpmfiArchiveHasContent(pointer) > 0 }

    /// Reads some of the current file's content; zero bytes are its end.
    ///
    /// Throws ``PackageFileError``.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = unsafe rpmfiArchiveRead(pointer, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure(Int32(clamping: count)) }
        return count
    }

    private func failure(_ code: Int32) -> PackageFileError {
        if let detail = stream.lastError { return .badPayload(package, detail: detail) }
        guard let text = unsafe rpmfileStrerror(code) else {
            return .badPayload(package, detail: "error \(code)")
        }
        defer { unsafe free(text) }
        return unsafe .badPayload(package, detail: String(cString: text))
    }
}
