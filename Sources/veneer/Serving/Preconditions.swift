#if Builder
import HTTPTypes

/// What a request's conditions come to for a file, in the order of RFC 9110, section 13.2.2.
enum Preconditions: Equatable {
    /// The file is to be sent, and the part of it that is asked for may be.
    case met(allowsRange: Bool)
    /// The client has it already.
    case notModified
    /// It is not the state that the client wants to go on with.
    case failed

    /// Looks at the conditions; the time is that of the answer.
    init(_ headers: HTTPFields, tag: String, modified: HTTPTime, now: HTTPTime) {
        let time = { (name: HTTPField.Name) in headers[name].flatMap(HTTPTime.init) }
        if let list = Self.tags(headers[values: .ifMatch]) {
            guard Self.contains(list, tag, isStrong: true) else {
                self = .failed
                return
            }
        } else if let limit = time(.ifUnmodifiedSince), modified > limit {
            self = .failed
            return
        }
        if let list = Self.tags(headers[values: .ifNoneMatch]) {
            guard !Self.contains(list, tag, isStrong: false) else {
                self = .notModified
                return
            }
        } else if let limit = time(.ifModifiedSince), modified <= limit {
            self = .notModified
            return
        }
        self = .met(
            allowsRange: headers[.ifRange].map { condition in
                // Within a second of a change its date says nothing about the bytes.
                condition == tag
                    || HTTPTime(condition) == modified && modified.seconds < now.seconds - 1
            } ?? true
        )
    }

    private static func tags(_ values: [String]) -> [Substring]? {
        guard !values.isEmpty else { return nil }
        return values.flatMap { $0.split(separator: ",") }.map { part in
            let start = part.drop { $0 == " " || $0 == "\t" }
            let count = start.reversed().prefix { $0 == " " || $0 == "\t" }.count
            return start.dropLast(count)
        }
    }

    /// Whether a list of tags has this one; a weak tag is as good as none where bytes matter.
    private static func contains(_ list: [Substring], _ tag: String, isStrong: Bool) -> Bool {
        list.contains { $0 == "*" || $0 == tag || !isStrong && $0 == "W/\(tag)" }
    }
}
#endif
