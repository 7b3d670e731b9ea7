import CExpat

/// Walks through a small XML document with Expat, and refuses what such documents have no need of.
///
/// A document type declaration is refused, and with it every entity of the document's own; so is deep nesting.
package struct XMLEvents {
    /// Why a document was not read to its end.
    package enum Problem: Error, Equatable {
        case declaresType
        case tooDeep
        /// In Expat's words.
        case malformed(String, line: Int)
    }

    /// An element that ended, with the names of those around it, outermost first.
    package struct Element {
        package let path: [String]
        package let attributes: [String: String]
        /// Its own text.
        package let text: String

        /// Its own name.
        package var name: String { path.last ?? "" }
    }

    private static let depthLimit = 32

    /// Calls `body` for every element when it ends; prefixes of namespaces are left out of names.
    ///
    /// Throws ``Problem``.
    package static func read(
        _ bytes: [UInt8],
        _ body: @escaping (Element) -> Void
    ) throws(Problem) {
        guard let parser = unsafe XML_ParserCreate(nil) else {
            throw .malformed("out of memory", line: 0)
        }
        defer { unsafe XML_ParserFree(parser) }
        let walk = unsafe Walk(parser, body)
        let context = unsafe Unmanaged.passUnretained(walk)
        unsafe XML_SetUserData(parser, context.toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { unsafe Walk.of($0)?.start($1, $2) },
            { context, _ in unsafe Walk.of(context)?.end() }
        )
        unsafe XML_SetCharacterDataHandler(parser) { unsafe Walk.of($0)?.add($1, $2) }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            unsafe Walk.of(context)?.stop(.declaresType)
        }
        let status = unsafe bytes.withUnsafeBytes { buffer in
            unsafe XML_Parse(
                parser,
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(clamping: buffer.count),
                1
            )
        }
        withExtendedLifetime(walk) {}
        if let problem = walk.problem { throw problem }
        guard status == XML_STATUS_OK else {
            let words = unsafe XML_ErrorString(XML_GetErrorCode(parser))
                .map { unsafe String(cString: $0) }
            let line = unsafe Int(clamping: XML_GetCurrentLineNumber(parser))
            throw .malformed(words ?? "it is damaged", line: line)
        }
    }

    /// The state of a walk; a class, because Expat's callbacks share it.
    @safe private final class Walk {
        private let parser: XML_Parser
        private let body: (Element) -> Void
        private var path: [String] = []
        private var attributes: [[String: String]] = []
        private var texts: [[UInt8]] = []
        private(set) var problem: Problem?

        init(_ parser: XML_Parser, _ body: @escaping (Element) -> Void) {
            unsafe self.parser = unsafe parser
            self.body = body
        }

        static func of(_ context: UnsafeMutableRawPointer?) -> Walk? {
            unsafe context.map { unsafe Unmanaged<Walk>.fromOpaque($0).takeUnretainedValue() }
        }

        func stop(_ problem: Problem) {
            if self.problem == nil { self.problem = problem }
            unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
        }

        func start(
            _ name: UnsafePointer<XML_Char>?,
            _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
        ) {
            guard path.count < depthLimit else { return stop(.tooDeep) }
            unsafe path.append(Self.localName(name))
            texts.append([])
            var found: [String: String] = [:]
            var place = 0
            while let list = unsafe list, let key = unsafe list[place],
                let value = unsafe list[place + 1]
            {
                unsafe found[Self.localName(key)] = String(cString: value)
                place += 2
            }
            attributes.append(found)
        }

        func add(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
            guard let text = unsafe text, !texts.isEmpty else { return }
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
            unsafe texts[texts.endIndex - 1] += bytes
        }

        func end() {
            guard problem == nil, let text = texts.popLast(), let found = attributes.popLast()
            else { return }
            let element = Element(
                path: path,
                attributes: found,
                text: String(decoding: text, as: UTF8.self)
            )
            path.removeLast()
            body(element)
        }

        private static func localName(_ name: UnsafePointer<XML_Char>?) -> String {
            guard let name = unsafe name else { return "" }
            let text = unsafe String(cString: name)
            return text.lastIndex(of: ":").map { String(text[text.index(after: $0)...]) } ?? text
        }
    }
}
