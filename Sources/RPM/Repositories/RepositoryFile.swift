/// A `.repo` file: text in, definitions out.
///
/// Follows `dnf.conf(5)`. Where `gpgcheck` is not set, packages must be signed; dnf leaves that to its main configuration, which
/// Fedora sets so.
package struct RepositoryFile: Hashable, Sendable {
    /// The repositories, first to last.
    package private(set) var repositories: [RepositoryDefinition] = []

    /// Reads the text of a `.repo` file.
    ///
    /// - Parameters:
    ///   - text: The file's text.
    ///   - document: What to call the file in errors.
    ///   - variables: Values for `$releasever`, `$basearch` and others, by name.
    /// - Throws: ``RepositoryFileError``.
    package init(
        parsing text: String,
        document: String,
        variables: [String: String]
    ) throws(RepositoryFileError) {
        let expansion = VariableExpansion(variables)
        for section in try RepositoryFileSection.all(in: text, document: document)
        where section.name != "main" {
            guard !repositories.contains(where: { $0.id == section.name }) else {
                throw RepositoryFileError(
                    document: document,
                    line: section.line,
                    problem: .duplicate(section.name)
                )
            }
            repositories.append(try Self.definition(section, document, expansion))
        }
    }

    private static func definition(
        _ section: RepositoryFileSection,
        _ document: String,
        _ expansion: VariableExpansion
    ) throws(RepositoryFileError) -> RepositoryDefinition {
        var repository = RepositoryDefinition(id: section.name)
        for field in section.fields {
            var value = expansion.expand(field.value)
            do throws(BadValue) {
                if try set(field.key, to: &value, in: &repository) {
                    repository.unknownVariables.formUnion(value.unknown)
                }
            } catch {
                throw RepositoryFileError(
                    document: document,
                    line: field.line,
                    problem: .badValue(key: field.key, value: field.value, rule: error.rule)
                )
            }
        }
        return repository
    }

    /// Sets what a key stands for; false for the many keys that do not matter here.
    private static func set(
        _ key: String,
        to value: inout VariableExpansion.Result,
        in repository: inout RepositoryDefinition
    ) throws(BadValue) -> Bool {
        switch key {
        case "name": repository.name = value.text
        case "baseurl": repository.baseURLs = value.list
        case "metalink": repository.metalink = value.single
        case "mirrorlist": repository.mirrorList = value.single
        case "gpgkey": repository.keys = value.list
        case "gpgcheck": repository.checksPackages = try boolean(value.text)
        case "repo_gpgcheck": repository.checksMetadata = try boolean(value.text)
        case "enabled": repository.isEnabled = try boolean(value.text)
        case "priority":
            guard let number = Int(value.text) else { throw BadValue(rule: "it must be a number") }
            repository.priority = number
        case "exclude", "excludepkgs": repository.excludes += value.list
        case "includepkgs": repository.includes += value.list
        default: return false
        }
        return true
    }

    private struct BadValue: Error {
        let rule: String
    }

    private static func boolean(_ text: String) throws(BadValue) -> Bool {
        switch text.lowercased() {
        case "1", "yes", "true", "on": true
        case "0", "no", "false", "off": false
        default: throw BadValue(rule: "it must be 1 or 0")
        }
    }
}
