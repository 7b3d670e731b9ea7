package import SystemPackage

/// Writes an image from entries that come one after the other.
///
/// Needs neither root nor a temporary tree. The bytes are a pure function of the entries in their
/// order, the options and the codec's version. Contents go to the output as they come; what is kept
/// in memory until `finish()` is the tree of names and a bounded amount of content. Not thread-safe.
package final class Writer {
    /// A name in the tree.
    struct Node {
        let parent: Int
        let name: [UInt8]
        let inode: Int
    }

    /// A name below a directory.
    struct EntryKey: Hashable {
        let parent: Int
        let name: [UInt8]
    }

    /// A hard link whose target may come later.
    struct PendingLink {
        let path: ImagePath
        let target: ImagePath
    }

    let options: WriterOptions
    let buildTime: Timestamp
    var nodes: [Node] = []
    var names: [EntryKey: Int] = [:]
    var inodes: [PendingInode] = []
    /// Directories that nobody has described so far, by inode.
    var implicitDirectories: Set<Int> = []
    var links: [PendingLink] = []
    var attributes = AttributeTable()
    var output: OutputState
    var isOpen = true

    /// Starts an image at the beginning of a file that can be written and positioned.
    ///
    /// - Throws: `WriterError` where an option is out of range or there is no memory or thread.
    package init(output: FileDescriptor, options: WriterOptions = .init()) throws(WriterError) {
        try options.check()
        self.options = options
        buildTime = options.buildTime
        self.output = try OutputState(descriptor: output, options: options)
        let root = try addInode(.directory, at: .root, options.implicitDirectory)
        nodes.append(Node(parent: 0, name: [], inode: root))
        implicitDirectories.insert(root)
    }

    deinit { output.pool.stop() }

    /// Adds a directory, or describes one that is there because of the files in it, or the root.
    ///
    /// - Throws: `WriterError`
    package func addDirectory(_ path: ImagePath, metadata: Metadata) throws(WriterError) {
        try checkOpen()
        guard let existing = find(path), implicitDirectories.contains(nodes[existing].inode) else {
            let inode = try register(path, .directory, metadata)
            implicitDirectories.remove(inode)
            return
        }
        let number = nodes[existing].inode
        let described = try inode(.directory, at: path, metadata)
        inodes[number] = described
        implicitDirectories.remove(number)
    }

    /// Adds a symbolic link to a target of 1 to 4095 bytes.
    ///
    /// - Throws: `WriterError`
    package func addSymbolicLink(
        _ path: ImagePath,
        target: [UInt8],
        metadata: Metadata
    ) throws(WriterError) {
        try checkOpen()
        guard !target.isEmpty, target.count < Format.blockSize, !target.contains(0) else {
            throw .badLinkTarget(path)
        }
        let number = try register(path, .symbolicLink, metadata)
        inodes[number].size = UInt64(target.count)
        guard target.count > tailRoom(of: number) else {
            inodes[number].content = .flat(startBlock: nil, tail: target)
            try complete(number)
            return
        }
        try unsafe target.withUnsafeBytesTyped { bytes throws(WriterError) in
            var sink = FileSink(writer: self, inode: number)
            unsafe try sink.append(bytes)
            try sink.end()
        }
    }

    /// Adds a device node, fifo or socket.
    ///
    /// Device numbers have twelve bits of major and twenty bits of minor number.
    ///
    /// - Throws: `WriterError`, also where the options refuse special files.
    package func addSpecialFile(
        _ path: ImagePath,
        kind: FileKind,
        device: DeviceNumber = .none,
        metadata: Metadata
    ) throws(WriterError) {
        try checkOpen()
        guard options.allowsSpecialFiles else { throw .specialFilesRefused(path, kind) }
        guard let encoded = device.encoded else { throw .badDeviceNumber(path) }
        switch kind {
        case .characterDevice, .blockDevice, .fifo, .socket: break
        case .regular, .directory, .symbolicLink: throw .specialFilesRefused(path, kind)
        }
        let number = try register(path, kind, metadata)
        inodes[number].content = .device(encoded)
        try complete(number)
    }

    /// Adds another name for a file that is there or comes later.
    ///
    /// - Throws: `WriterError`; a target that never comes is thrown by `finish()`.
    package func addHardLink(_ path: ImagePath, to target: ImagePath) throws(WriterError) {
        try checkOpen()
        let parent = try directory(path.parent, for: path)
        guard let name = path.components.last else { throw .rootIsADirectory }
        let key = EntryKey(parent: parent, name: name)
        guard names[key] == nil else { throw .duplicate(path) }
        // The inode is filled in by `finish()`.
        names[key] = nodes.count
        nodes.append(Node(parent: parent, name: name, inode: Self.unresolved))
        links.append(PendingLink(path: path, target: target))
    }

    /// The inode number of a hard link whose target has not been looked up yet.
    static let unresolved = -1

    func checkOpen() throws(WriterError) {
        guard isOpen else { throw .alreadyFinished }
    }
}
