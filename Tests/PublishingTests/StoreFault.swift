import Crypto
import Model
import Synchronization
import TestSupport
import Testing
@testable import Publishing
@testable import Transfer

/// Something that a store does wrong, and what making one object comes to.
struct StoreFault: CustomTestStringConvertible, Sendable {
    /// What making an object comes to.
    enum Result: Equatable, Sendable {
        case made
        case occupied
        case refused(String, status: Int)
        case differs
        case changed
        case transfer
    }

    var testDescription: String
    var rules: String
    var result: Result
    /// What is in the store before.
    var before: String?
    /// What is in the store afterwards; nothing where nothing is.
    var after: String?
    /// Whether the store is said not to know conditions.
    var isNoted = false

    private static let content = "what is to be stored"

    init(
        _ name: String,
        _ rules: String,
        _ result: Result,
        before: String? = nil,
        after: String? = content,
        isNoted: Bool = false
    ) {
        testDescription = name
        self.rules = "[\(rules)]"
        self.result = result
        self.before = before
        self.after = after
        self.isNoted = isNoted
    }

    static let all = passing + lasting + lying + withoutConditions

    private static let passing = [
        StoreFault(
            "500, twice",
            #"{"method": "PUT", "times": 2, "do": "status", "status": 500}"#,
            .made
        ),
        StoreFault(
            "429, then the connection ends half-way",
            """
            {"method": "PUT", "times": 1, "do": "status", "status": 429, "code": "SlowDown"},
            {"method": "PUT", "times": 1, "do": "half"}
            """,
            .made
        ),
        StoreFault(
            "500 after it was stored",
            #"{"method": "PUT", "times": 1, "do": "after", "status": 500}"#,
            .made
        ),
        StoreFault("the answer is lost", #"{"method": "PUT", "times": 1, "do": "lost"}"#, .made),
        StoreFault(
            "the answer is lost, and what is there is shown late",
            """
            {"method": "PUT", "times": 1, "do": "lost"}, {"method": "HEAD", "times": 3, "do": "missing"}
            """,
            .made
        ),
        StoreFault(
            "what is there is shown late",
            #"{"method": "HEAD", "times": 3, "do": "missing"}"#,
            .made
        ),
        StoreFault(
            "looking fails",
            #"{"method": "HEAD", "times": 2, "do": "status", "status": 500}"#,
            .made
        ),
        StoreFault(
            "a conflict that is none any more",
            #"{"method": "PUT", "times": 1, "do": "status", "status": 409}"#,
            .changed,
            after: nil
        ),
        StoreFault("something is there", "", .occupied, before: "other", after: "other"),
        StoreFault("the same is there", "", .occupied, before: content),
        StoreFault(
            "something is there, which is not shown",
            #"{"method": "HEAD", "times": 2, "do": "missing"}"#,
            .occupied,
            before: "other",
            after: "other"
        ),
        StoreFault(
            "something is there, which is not shown, and the first answer is lost",
            """
            {"method": "HEAD", "times": 1, "do": "missing"}, {"method": "PUT", "times": 1, "do": "lost"}
            """,
            .occupied,
            before: "other",
            after: "other"
        ),
    ]

    private static let lasting = [
        StoreFault(
            "500",
            #"{"method": "PUT", "do": "status", "status": 500}"#,
            .refused("InternalError", status: 500),
            after: nil
        ),
        StoreFault(
            "no permission",
            #"{"method": "PUT", "do": "status", "status": 403, "code": "AccessDenied"}"#,
            .refused("AccessDenied", status: 403),
            after: nil
        ),
        StoreFault(
            "a code that is none",
            #"{"method": "PUT", "do": "status", "status": 403, "code": "secret key!"}"#,
            .refused("", status: 403),
            after: nil
        ),
        StoreFault(
            "moved for ever",
            #"{"method": "PUT", "do": "status", "status": 301, "code": "PermanentRedirect"}"#,
            .refused("PermanentRedirect", status: 301),
            after: nil
        ),
        StoreFault("silence", #"{"method": "PUT", "do": "silence"}"#, .transfer, after: nil),
        StoreFault(
            "the connection always ends half-way",
            #"{"method": "PUT", "do": "half"}"#,
            .transfer,
            after: nil
        ),
        StoreFault("never shown", #"{"method": "HEAD", "do": "missing"}"#, .differs),
    ]

    private static let lying = [
        StoreFault(
            "another tag is shown",
            #"{"method": "HEAD", "do": "header", "name": "ETag", "value": "\"x\""}"#,
            .differs
        ),
        StoreFault(
            "another size is shown",
            #"{"method": "HEAD", "do": "header", "name": "Content-Length", "value": "7"}"#,
            .differs
        ),
        StoreFault(
            "another checksum is shown",
            #"{"method": "HEAD", "do": "header", "name": "x-amz-checksum-sha256", "value": "AA=="}"#,
            .differs
        ),
        StoreFault(
            "another checksum is answered",
            #"{"method": "PUT", "do": "header", "name": "x-amz-checksum-sha256", "value": "AA=="}"#,
            .differs
        ),
        StoreFault(
            "other bytes are stored",
            #"{"method": "PUT", "do": "spoil"}"#,
            .differs,
            after: "vhat is to be stored"
        ),
        StoreFault(
            "no size is shown",
            #"{"method": "HEAD", "after": 1, "do": "header", "name": "Content-Length", "value": "x"}"#,
            .transfer
        ),
    ]

    private static let withoutConditions = [
        StoreFault(
            "conditions are refused",
            """
            {"method": "PUT", "times": 1, "do": "status", "status": 501, "code": "NotImplemented"}
            """,
            .made,
            isNoted: true
        ),
        StoreFault(
            "conditions are ignored",
            #"{"method": "PUT", "do": "naive"}"#,
            .made,
            isNoted: true
        ),
        StoreFault(
            "conditions are ignored, and something is there",
            #"{"method": "PUT", "do": "naive"}"#,
            .occupied,
            before: "other",
            after: "other"
        ),
    ]
}
