/// What a file has besides its kind, name and content.
package struct Metadata: Sendable, Hashable {
    /// The low twelve bits of the mode.
    package var permissions: UInt16
    /// The owning user's number.
    package var owner: UInt32
    /// The owning group's number.
    package var group: UInt32
    /// The time of the last change; the writer's timestamp rule may replace it.
    package var modified: Timestamp
    /// Extended attributes, in any order.
    package var attributes: [ExtendedAttribute]

    /// Makes metadata; the defaults are root's and the epoch.
    package init(
        permissions: UInt16,
        owner: UInt32 = 0,
        group: UInt32 = 0,
        modified: Timestamp = .epoch,
        attributes: [ExtendedAttribute] = []
    ) {
        self.permissions = permissions
        self.owner = owner
        self.group = group
        self.modified = modified
        self.attributes = attributes
    }
}
