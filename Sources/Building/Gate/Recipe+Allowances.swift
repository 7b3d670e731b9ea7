package import Model

extension Recipe {
    /// What `allow` says, and what the recipe's own steps ask for in so many words.
    package var allowances: Allowances {
        var allowances = allow
        for step in steps {
            switch step {
            case .capabilities(let path, _, _):
                allowances.patterns["capabilities", default: []].append(path)
            case .mode(let path, let mode, _) where mode & 0o6000 != 0,
                .file(let path, _, let mode, _) where mode & 0o6000 != 0:
                allowances.patterns["setuid", default: []].append(path)
            default: break
            }
        }
        return allowances
    }
}
