/// Something that a package provides or requires.
package struct PackageDependency: Hashable, Sendable {
    /// How a version must compare.
    package enum Relation: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case equal = "="
        case greaterOrEqual = ">="
        case greater = ">"

        /// Reads librpm's flags (rpmds.h: 2 less, 4 greater, 8 equal), or nothing when they demand no version.
        init?(flags: UInt64) {
            switch flags & 0xe {
            case 0x2: self = .less
            case 0xa: self = .lessOrEqual
            case 0x8: self = .equal
            case 0xc: self = .greaterOrEqual
            case 0x4: self = .greater
            default: return nil
            }
        }
    }

    package let name: String
    package let relation: Relation?
    /// The version, when there is a relation.
    package let version: String?
}

extension PackageDependency: CustomStringConvertible {
    package var description: String {
        guard let relation, let version else { return name }
        return "\(name) \(relation.rawValue) \(version)"
    }
}
