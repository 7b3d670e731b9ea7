extension S3Bucket {
    /// A bucket where the environment says, as far as it was not said: `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL_S3`,
    /// `AWS_ENDPOINT_URL`.
    ///
    /// A store with an address of its own has the region that Amazon's first one had, unless another one is named.
    ///
    /// Throws: `S3Error.noRegion`, `.badName`; `TransferError.badLocation`.
    package init(name: String, endpoint: String?, environment: [String: String]) throws {
        func value(_ names: [String]) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let place = endpoint ?? value(["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
        let named = value(["AWS_REGION", "AWS_DEFAULT_REGION"])
        guard let region = named ?? place.map({ _ in "us-east-1" }) else { throw S3Error.noRegion }
        let isWord = region.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isWord else { throw S3Error.badName(region, reason: "it is no name of a region") }
        try self.init(name: name, region: region, endpoint: place)
    }
}
