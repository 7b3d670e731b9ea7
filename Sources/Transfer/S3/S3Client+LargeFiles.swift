import Crypto
package import Model
package import SystemPackage

extension S3Client {
    /// How large files are taken apart.
    package struct PartSizes: Sendable {
        /// In bytes: larger files go up in parts.
        package var threshold: Int64
        /// In bytes; stores want at least 5 MiB, for every part but the last.
        package var part: Int64

        /// Makes sizes.
        package init(threshold: Int64 = 64 << 20, part: Int64 = 16 << 20) {
            self.threshold = threshold
            self.part = part
        }

        /// The most parts that an upload may have ("Amazon S3 multipart upload limits" in the S3 user guide).
        static let mostParts: Int64 = 10_000

        /// The part's size for a file, in bytes.
        func size(for total: Int64) -> Int64 {
            max(part, (total + Self.mostParts - 1) / Self.mostParts)
        }
    }

    /// Stores a file, in parts if it is large.
    ///
    /// What was begun and fails is taken back.
    ///
    /// Throws: `S3Error`; `.otherContent` when the file does not have the checksum that it is said to have. `CancellationError`.
    package func put(
        _ key: String,
        file: FileDescriptor,
        size: Int64,
        path: String,
        _ attributes: S3Attributes,
        when condition: S3Condition,
        sizes: PartSizes = PartSizes(),
        task: ProgressTask? = nil
    ) async throws -> S3Outcome {
        guard size > sizes.threshold else {
            let body = RequestBody.file(file, path: path, offset: 0, size: size)
            return try await put(key, body, attributes, when: condition, task: task)
        }
        let report = transfer.report(task)
        report?.begin(total: size)
        defer { report?.end() }
        let upload = try await begin(key, attributes)
        do {
            let parts = try await store(
                RequestBody.file(file, path: path, offset: 0, size: size),
                in: sizes.size(for: size),
                attributes.checksum,
                of: upload,
                task: task
            )
            let outcome = try await complete(upload, parts, when: condition)
            if case .stored = outcome { return outcome }
            await takeBack(upload)
            return outcome
        } catch {
            await takeBack(upload)
            throw error
        }
    }

    /// Stores the parts of a body, one being hashed while the one before is sent.
    private func store(
        _ body: RequestBody,
        in step: Int64,
        _ checksum: Checksum,
        of upload: Upload,
        task: ProgressTask?
    ) async throws -> [Part] {
        var whole = SHA256()
        return try await withThrowingTaskGroup(of: Part.self) { group in
            var parts: [Part] = []
            for (index, piece) in body.pieces(of: step).enumerated() {
                let digest = try Self.digest(of: piece, &whole)
                if index >= Self.partsAtOnce, let part = try await group.next() {
                    parts.append(part)
                }
                group.addTask {
                    try await store(piece, digest, as: index + 1, of: upload, task: task)
                }
            }
            for try await part in group { parts.append(part) }
            guard Checksum(whole.finalize()) == checksum else {
                throw S3Error.otherContent(upload.key)
            }
            return parts.sorted { $0.number < $1.number }
        }
    }

    private static var partsAtOnce: Int { 3 }

    /// Aborts an upload, also for a task that was cancelled.
    ///
    /// What cannot be aborted now is aborted by the next run.
    private func takeBack(_ upload: Upload) async {
        await Task { try? await abort(upload) }.value
    }
}
