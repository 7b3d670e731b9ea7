import XML

/// Reads the documents that an object store answers with.
enum S3Answer {
    /// The elements of an answer, in the order in which they end.
    ///
    /// Throws: `S3Error.unreadable`.
    static func elements(
        _ body: [UInt8],
        _ subject: String
    ) throws(S3Error) -> [XMLEvents.Element] {
        let collector = Collector()
        // While it is busy, a store sends spaces, which must not stand before a document.
        let document = Array(body.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 })
        do throws(XMLEvents.Problem) {
            try XMLEvents.read(document) { collector.elements.append($0) }
        } catch {
            let reason =
                switch error {
                case .declaresType: "it has a document type"
                case .tooDeep: "its elements are nested too deeply"
                case .malformed(let words, let line): "\(words) in line \(line)"
                }
            throw .unreadable(subject, reason: reason)
        }
        return collector.elements
    }

    /// The code in an answer that says no; empty when there is none.
    static func code(of body: [UInt8]) -> String { S3Refusal.values(body).code }

    /// A class, because the walk's closure escapes.
    private final class Collector {
        var elements: [XMLEvents.Element] = []
    }
}

extension S3Refusal {
    /// Reads the reasons out of an answer.
    init(_ reply: HTTPReply) {
        let values = Self.values(reply.body)
        status = reply.status
        code = values.code
        requestID = reply.headers["x-amz-request-id"].flatMap(Self.word) ?? values.requestID
        let actual = reply.headers["x-amz-bucket-region"].flatMap(Self.word) ?? values.region
        let isElsewhere =
            [301, 307].contains(reply.status) || code == "AuthorizationHeaderMalformed"
        region = isElsewhere ? actual : nil
    }

    /// The words of the protocol in an answer; its sentences may repeat what was sent, secrets too, and are left out.
    fileprivate static func values(
        _ body: [UInt8]
    ) -> (code: String, requestID: String?, region: String?) {
        guard body.count <= 1 << 16,
            let elements = try? S3Answer.elements(body, ""), elements.last?.name == "Error"
        else { return ("", nil, nil) }
        func value(_ name: String) -> String? {
            elements.first { $0.path == ["Error", name] }.flatMap { word($0.text) }
        }
        return (value("Code") ?? "", value("RequestId"), value("Region"))
    }

    private static func word(_ text: String) -> String? {
        let isWord = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        return isWord && !text.isEmpty && text.utf8.count <= 80 ? text : nil
    }
}
