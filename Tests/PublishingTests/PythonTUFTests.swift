import Files
import Foundation
import Synchronization
import SystemPackage
import TUF
import TestSupport
import Testing
import Transfer

@testable import Publishing

/// The reference implementation as the other side: it reads what is published here, and what it writes is read here.
@Suite("python-tuf, both ways", .enabled(if: Judges.areThere, Judges.reason))
struct PythonTUFTests {
    private func python(_ script: String, _ arguments: String...) async throws -> String {
        let python = try #require(Judges.python).string
        return try await Command.run(python, ["-c", script] + arguments).check()
    }

    @Test(.enabled(if: BuiltProgram.isThere, "needs the built program"))
    func `it reads every image of a repository that was published here`() async throws {
        try await withTemporaryFolder { path in
            let (images, repository) = (path.appending("images"), path.appending("repository"))
            let now = Int64(Date().timeIntervalSince1970)
            let keys = SampleKeys.make(now: now)
            for version in ["3.4.1-1", "3.5.0-1"] {
                try SampleImage(version: version).write(to: images)
            }
            try SampleImage(name: "jq", version: "1.8-1", units: []).write(to: images)
            let publisher = Publisher(
                options: PublishOptions(keys: keys, now: now),
                progress: nil
            )
            let report = try await publisher.publish(images, to: FolderDestination(repository))
            let root = path.appending("root.json")
            try Folder(path).write(keys.roots[0].bytes, to: "root.json")
            for folder in ["client", "targets"] { _ = try Folder.making(path.appending(folder)) }
            let output = try await withWebServer(repository, scratch: path) { url in
                try await python(
                    """
                    import sys
                    from tuf.ngclient import Updater, UpdaterConfig
                    url, root, folder, *paths = sys.argv[1:]
                    updater = Updater(folder + "/client", url + "/metadata/", folder + "/targets",
                        url + "/", config=UpdaterConfig(prefix_targets_with_hash=False),
                        bootstrap=open(root, "rb").read())
                    updater.refresh()
                    for path in paths[0].split():
                        info = updater.get_targetinfo(path)
                        updater.download_target(info)
                        print(info.custom["name"], info.custom["version"])
                    """,
                    url,
                    root.string,
                    path.string,
                    report.images.joined(separator: " ")
                )
            }
            #expect(output.value == "htop 3.4.1-1\nhtop 3.5.0-1\njq 1.8-1\n")
        }
    }

    @Test(arguments: ["ed25519", "ecdsa", "rsa"])
    func `what it writes is read here`(kind: String) async throws {
        try await withTemporaryFolder { path in
            _ = try await python(Self.writer, kind, path.string)
            let folder = try Folder(path)
            let store = FolderTrustStore(try Folder.making(path.appending("client")))
            var updater = try Updater(
                root: try folder.read("1.root.json", limit: 1 << 20),
                source: FolderMetadata(folder: folder),
                store: store,
                now: Int64(Date().timeIntervalSince1970)
            )
            try await updater.refresh()
            #expect(updater.trusted.root.version == 2)
            let found = try await updater.target("files/a")
            #expect(found?.length == 3)
            #expect(found?.custom?["word"]?.string == "\u{e9}\u{1F600}\"\\")
            #expect(found?.fits(Array("abc".utf8)) == true)
            #expect(found?.fits(Array("abd".utf8)) == false)
            #expect(try await updater.role(named: "files").targets.count == 1)
        }
    }

    private struct FolderMetadata: MetadataSource {
        let folder: Folder

        func metadata(named name: String, limit: Int) async throws -> [UInt8]? {
            try folder.readIfPresent(name, limit: limit)
        }
    }

    /// A repository with a rotated root, thresholds, and a delegated role.
    private static let writer = """
        import sys
        from datetime import datetime, timedelta, timezone
        from securesystemslib.signer import CryptoSigner
        from tuf.api.metadata import *
        kind, folder = sys.argv[1:]
        make = getattr(CryptoSigner, "generate_" + kind)
        expires = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)
        root = Root(expires=expires)
        signers = {}
        for role in ["root", "timestamp", "snapshot", "targets"]:
            signers[role] = [make(), make()]
            for signer in signers[role]: root.add_key(signer.public_key, role)
            root.roles[role].threshold = 2
        def write(data, names, file):
            metadata = Metadata(data)
            for signer in names: metadata.sign(signer, append=True)
            metadata.to_file(folder + "/" + file)
        write(root, signers["root"], "1.root.json")
        old = signers["root"]
        root.revoke_key(old[0].public_key.keyid, "root")
        new = make()
        root.add_key(new.public_key, "root")
        root.version = 2
        write(root, old + [new], "2.root.json")
        file = TargetFile.from_data("files/a", b"abc", ["sha256", "sha512"])
        file.unrecognized_fields["custom"] = {"word": "\\u00e9\\U0001F600\\"\\\\"}
        delegate = make()
        targets = Targets(expires=expires, delegations=Delegations({}, {
            "files": DelegatedRole("files", [], 1, True, ["files/*"])}))
        targets.add_key(delegate.public_key, "files")
        write(Targets(expires=expires, targets={"files/a": file}), [delegate], "1.files.json")
        write(targets, signers["targets"], "1.targets.json")
        write(Snapshot(expires=expires, meta={"targets.json": MetaFile(1), "files.json": MetaFile(1)}),
            signers["snapshot"], "1.snapshot.json")
        write(Timestamp(expires=expires, snapshot_meta=MetaFile(1)), signers["timestamp"], "timestamp.json")
        """
}
