/// One step of a long task, for whoever shows it to a person.
package enum ProgressEvent: Sendable, Equatable {
    /// A task starts; the total is in its unit, and nothing when it is not known.
    case began(ProgressTask, total: Int64?)
    /// So much more of it is done.
    case advanced(ProgressTask, by: Int64)
    /// The task is over, well or not.
    case ended(ProgressTask)
}

/// A piece of work whose progress can be shown.
package struct ProgressTask: Hashable, Sendable {
    /// What a task's numbers count.
    package enum Unit: Sendable {
        case bytes
        case items
    }

    /// Tells tasks apart.
    package let id: String
    /// What a person reads, such as `downloading htop`.
    package let title: String
    package let unit: Unit

    /// Makes a task; the title serves as its identity where none is given.
    package init(_ title: String, id: String? = nil, unit: Unit) {
        self.id = id ?? title
        self.title = title
        self.unit = unit
    }
}

/// Takes progress events, from any thread.
package typealias ProgressHandler = @Sendable (ProgressEvent) -> Void
