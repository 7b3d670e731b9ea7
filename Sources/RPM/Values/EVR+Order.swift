import CRPM
package import Model

extension EVR {
    /// Compares two versions the way rpm does: epoch, then version, then release.
    package func order(to other: EVR) -> VersionOrder {
        guard epoch == other.epoch else { return epoch < other.epoch ? .older : .newer }
        let version = unsafe rpmvercmp(version, other.version)
        let result = version != 0 ? version : unsafe rpmvercmp(release, other.release)
        return result == 0 ? .same : result < 0 ? .older : .newer
    }
}
