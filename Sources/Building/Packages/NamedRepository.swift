import RPM
import SystemPackage
import Transfer

/// A repository as a document names it, before anything of it was fetched.
struct NamedRepository: Sendable {
    /// Who names it, which decides where its keys may come from.
    enum Author: Sendable {
        /// The base: keys are files of the base.
        case base
        /// A recipe or a catalogue, in this folder: keys are files beside it, or come over https.
        case folder(FilePath)
        /// A `.repo` file that was fetched: keys come over https, or are files of the base.
        case document(Location)
    }

    var definition: RepositoryDefinition
    let author: Author

    var id: String { definition.id }
}
