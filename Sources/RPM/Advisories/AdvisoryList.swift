import CSolv
import Model

/// The advisories of one repository, each with the packages that bring what it tells of.
struct AdvisoryList: ~Copyable {
    /// A package of an advisory.
    struct Update {
        let name: String
        let evr: EVR
        let architecture: String
    }

    let pool: SolvPool
    let repository: SolvRepository

    /// Makes an empty list, to be filled from a file.
    init(repository id: String) {
        pool = SolvPool(architecture: nil)
        repository = pool.makeRepository(id)
    }

    /// Runs `body` for each advisory and its packages.
    ///
    /// The packages come first and alone, so that the rest is read only of the few advisories that matter.
    func forEach(_ body: (Id, [Update]) -> Void) {
        for id in pool.packages where pool.isPackage(id, of: repository) {
            var updates: [Update] = []
            pool.forEachRecord(UPDATE_COLLECTION, of: id, in: repository) { record in
                guard let name = record.text(UPDATE_COLLECTION_NAME),
                    let evr = record.text(UPDATE_COLLECTION_EVR).flatMap({ EVR($0) })
                else { return }
                updates.append(
                    Update(
                        name: name,
                        evr: evr,
                        architecture: record.text(UPDATE_COLLECTION_ARCH) ?? ""
                    )
                )
            }
            body(id, updates)
        }
    }

    /// The name of an advisory, without the mark that libsolv puts before it.
    func name(of id: Id) -> String {
        let text = pool.name(of: id)
        return text.hasPrefix("patch:") ? String(text.dropFirst("patch:".count)) : text
    }

    /// Reads an advisory in full.
    func advisory(_ id: Id, packages: [String]) -> Advisory {
        let facts = SolvPackage(id, in: pool)
        var references: [Advisory.Reference] = []
        pool.forEachRecord(UPDATE_REFERENCE, of: id, in: repository) { record in
            guard let name = record.text(UPDATE_REFERENCE_ID), !name.isEmpty else { return }
            references.append(
                Advisory.Reference(
                    kind: record.text(UPDATE_REFERENCE_TYPE) ?? "other",
                    id: name,
                    url: record.text(UPDATE_REFERENCE_HREF),
                    title: record.text(UPDATE_REFERENCE_TITLE)
                )
            )
        }
        let kind = facts.text(SOLVABLE_PATCHCATEGORY)?.lowercased() ?? ""
        let severity = facts.text(UPDATE_SEVERITY) ?? ""
        let issued = facts.number(SOLVABLE_BUILDTIME)
        return Advisory(
            id: name(of: id),
            kind: Advisory.Kind(rawValue: kind) ?? .other,
            severity: severity.isEmpty || severity == "None" ? nil : severity,
            title: facts.text(SOLVABLE_SUMMARY) ?? "",
            issued: issued == 0 ? nil : issued,
            references: references.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) },
            packages: packages
        )
    }
}
