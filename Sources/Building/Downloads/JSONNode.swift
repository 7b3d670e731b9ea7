import FoundationEssentials
import Model

/// A value of a JSON document that somebody else wrote, as far as versions and URLs are in it.
enum JSONNode: Decodable, Equatable {
    case object([String: JSONNode])
    case list([JSONNode])
    case text(String)
    /// A number, a truth value or nothing.
    case other

    /// Reads a document; the decoder bounds how deep it may nest.
    ///
    /// Throws: `DownloadError.badJSON`.
    init(parsing bytes: [UInt8], document: String) throws(DownloadError) {
        do {
            self = try JSONDecoder().decode(JSONNode.self, from: Data(bytes))
        } catch {
            throw .badJSON(document)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int64.self) {
            self = .text(String(number))
        } else if let list = try? container.decode([JSONNode].self) {
            self = .list(list)
        } else if let object = try? container.decode([String: JSONNode].self) {
            self = .object(object)
        } else {
            self = .other
        }
    }

    /// The text at a path, with placeholders replaced; nothing when there is none.
    func text(
        at path: JSONPath,
        _ placeholders: [DownloadTemplate.Placeholder: String]
    ) -> String? {
        var node = self
        for step in path.steps {
            switch (step, node) {
            case (.key(let template), .object(let members)):
                guard let key = template.expanded(placeholders), let next = members[key] else {
                    return nil
                }
                node = next
            case (.index(let index), .list(let list)):
                guard list.indices.contains(index) else { return nil }
                node = list[index]
            default: return nil
            }
        }
        guard case .text(let text) = node else { return nil }
        return text
    }

    /// The files of a release of GitHub, by name: their URLs.
    var assets: [String: String] {
        guard case .object(let members) = self, case .list(let list)? = members["assets"] else {
            return [:]
        }
        var assets: [String: String] = [:]
        for case .object(let asset) in list {
            guard case .text(let name)? = asset["name"],
                case .text(let url)? = asset["browser_download_url"]
            else { continue }
            assets[name] = url
        }
        return assets
    }
}
