import CSolv

/// A list of libsolv's numbers.
@safe struct SolvQueue: ~Copyable {
    let pointer: UnsafeMutablePointer<Queue>

    init() {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: Queue())
        unsafe queue_init(pointer)
    }

    deinit {
        unsafe queue_free(pointer)
        unsafe pointer.deallocate()
    }

    var count: Int { unsafe Int(pointer.pointee.count) }

    var elements: [Id] {
        unsafe Array(UnsafeBufferPointer(start: pointer.pointee.elements, count: count))
    }

    func append(_ first: Id, _ second: Id) { unsafe queue_push2(pointer, first, second) }

    func removeAll() { unsafe queue_empty(pointer) }
}
