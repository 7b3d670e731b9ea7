import Foundation
import Model
import SystemPackage
import Testing

@testable import RPM

/// The packages that dnf would install for the same request.
@Suite(.enabled(if: Samples.hasDNF, "needs the Python library of dnf 4")) struct DNFTests {
    /// Asks dnf's own library, because its table of packages breaks long names.
    private static let script = """
        import dnf, dnf.conf, sys
        root, repository, weak, specs = sys.argv[1], sys.argv[2], sys.argv[3] == "1", sys.argv[4].split()
        # With a configuration of its own dnf does not look for this machine's release, in this machine's database.
        conf = dnf.conf.Conf()
        conf.installroot, conf.install_weak_deps = root, weak
        conf.cachedir, conf.persistdir, conf.logdir = root + "/c", root + "/p", root + "/l"
        conf.reposdir, conf.pluginpath, conf.best = [], [], False
        conf.substitutions["arch"] = conf.substitutions["basearch"] = "x86_64"
        conf.substitutions["releasever"] = "1"
        base = dnf.Base(conf)
        base.repos.add_new_repo("r", conf, baseurl=["file://" + repository])
        base.fill_sack(load_system_repo=True)
        base.install_specs(specs)
        base.resolve()
        for p in base.transaction.install_set:
            print(p.name + "-" + p.evr + "." + p.arch)
        """

    private func dnf(
        _ request: PackageRequest,
        repository: FilePath,
        database: FilePath?
    ) async throws -> Set<String> {
        try await withScratch { scratch in
            let folder = scratch.appending("usr/lib/sysimage/rpm")
            for name in ["l", "usr/lib/sysimage"] {
                try FileManager.default.createDirectory(
                    atPath: scratch.appending(name).string,
                    withIntermediateDirectories: true
                )
            }
            if let database {
                try FileManager.default.copyItem(atPath: database.string, toPath: folder.string)
            }
            // Debian's librpm would look for the database in a home folder.
            let macros = Data("%_dbpath /usr/lib/sysimage/rpm\n".utf8)
            try macros.write(to: URL(filePath: scratch.appending(".rpmmacros").string))
            let text = try await output(
                "sh",
                "-c",
                "HOME=\"$2\" exec /usr/bin/python3 -I -c \"$@\"",
                "sh",
                Self.script,
                scratch.string,
                repository.string,
                request.installsRecommended ? "1" : "0",
                request.packages.joined(separator: " ")
            )
            return Set(text.split(separator: "\n").map(String.init))
        }
    }

    @Test(
        Needs.data,
        arguments: [
            ["bash"], ["systemd"], ["dnf"], ["openssh-server"], ["kernel"], ["python3"],
            ["NetworkManager"], ["selinux-policy-targeted"], ["rpm-build-libs"], ["/usr/sbin/ip"],
            ["strace"], ["strace", "rsync", "policycoreutils"],
        ],
        [false, true]
    )
    func thePlanIsDNFs(_ packages: [String], recommended: Bool) async throws {
        let folder = Samples.data("centos-stream-9-baseos")
        let fetch = FolderFetch(["r": folder])
        var index = try await PackageIndex.load(
            repositories: [RepositorySource(id: "r")],
            base: nil,
            architecture: .x86_64,
            cache: nil,
            fetch: fetch.fetch
        )
        let request = PackageRequest(packages: packages, installsRecommended: recommended)
        let ours = Set(try await index.resolve(request).packages.map(\.nevra.description))
        let theirs = try await dnf(request, repository: folder, database: nil)
        let differences = ours.symmetricDifference(theirs).sorted()
        #expect(differences.isEmpty)
    }

    @Test(Needs.fixtures, arguments: ["htop", "jq", "tree", "mtr-tiny", "veneer-hello"])
    func thePlanOnABaseIsDNFs(_ package: String) async throws {
        let folder = Samples.fixture("repo")
        let fetch = FolderFetch(["r": folder])
        let base = try BaseDatabase(root: Samples.fixture("base"))
        var index = try await PackageIndex.load(
            repositories: [RepositorySource(id: "r")],
            base: base,
            architecture: .x86_64,
            cache: nil,
            fetch: fetch.fetch
        )
        let request = PackageRequest(packages: [package])
        let ours = Set(try await index.resolve(request).packages.map(\.nevra.description))
        let theirs = try await dnf(
            request,
            repository: folder,
            database: base.root.appending(base.folder)
        )
        let differences = ours.symmetricDifference(theirs).sorted()
        #expect(differences.isEmpty)
    }
}
