import Model

extension SLSAStatement {
    /// Makes the statement on an image; the same provenance gives the same statement.
    ///
    /// The documents are what the build left beside the image, by name and checksum.
    init(
        _ provenance: ImageProvenance,
        builderID: String?,
        documents: [(name: String, checksum: Checksum)]
    ) {
        subject = [
            Resource(
                name: provenance.fileName.text,
                digest: Self.digest(provenance.checksum)
            )
        ]
        predicate = Predicate(
            buildDefinition: BuildDefinition(
                buildType: Self.buildType,
                externalParameters: Self.parameters(provenance),
                internalParameters: Self.internalParameters(provenance),
                resolvedDependencies: Self.dependencies(provenance)
            ),
            runDetails: RunDetails(
                builder: Builder(
                    id: builderID ?? Self.unnamedBuilder,
                    version: provenance.builder
                ),
                byproducts: documents.map { name, checksum in
                    Resource(
                        name: name,
                        digest: Self.digest(checksum),
                        mediaType: "application/json"
                    )
                }
            )
        )
    }

    private static func digest(_ checksum: Checksum) -> [String: String] {
        ["sha256": checksum.hex]
    }

    /// The digest that a text such as `sha256:…` gives.
    private static func digest(_ text: String) -> [String: String] {
        let parts = text.split(separator: ":")
        return parts.count == 2 ? [String(parts[0]): String(parts[1])] : [:]
    }

    private static func recipe(_ provenance: ImageProvenance) -> Resource {
        Resource(name: "recipe.yaml of \(provenance.name)", digest: digest(provenance.recipe))
    }

    private static func base(_ provenance: ImageProvenance) -> Resource {
        Resource(
            name: "facts of the base \(provenance.base.os)",
            digest: digest(provenance.base.digest)
        )
    }

    private static func parameters(_ provenance: ImageProvenance) -> ExternalParameters {
        ExternalParameters(
            recipe: recipe(provenance),
            base: base(provenance),
            target: [
                "os": provenance.base.os.id, "release": provenance.release.text,
                "architecture": provenance.architecture.systemdName,
            ]
        )
    }

    private static func internalParameters(_ provenance: ImageProvenance) -> [String: String] {
        var parameters = [
            "inputs": provenance.inputs.hex, "version": provenance.version.text,
            "revision": "\(provenance.revision)",
        ]
        parameters["content"] = provenance.content?.hex
        return parameters
    }

    private static func dependencies(_ provenance: ImageProvenance) -> [Resource] {
        var resources = [recipe(provenance), base(provenance)]
        for repository in provenance.repositories {
            resources.append(
                Resource(
                    name: "repomd.xml of \(repository.id)",
                    uri: repository.url,
                    digest: digest(repository.metadata)
                )
            )
        }
        resources += provenance.packages.map { package($0, os: provenance.base.os) }
        resources += provenance.downloads.map { download in
            Resource(name: download.id, uri: download.url, digest: digest(download.checksum))
        }
        return resources
    }

    private static func package(_ package: ImageProvenance.Package, os: OSRelease) -> Resource {
        var resource = Resource(
            name: package.nevra,
            uri: PackageURL(package, os: os).text,
            digest: digest(package.checksum),
            mediaType: "application/x-rpm",
            annotations: ["repository": package.repository]
        )
        resource.annotations?["signedBy"] = package.signedBy
        return resource
    }
}
