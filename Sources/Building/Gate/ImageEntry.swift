package import EROFS
package import ELF

/// One name in an image, with all that checks ask of it.
package struct ImageEntry {
    /// What a plain file's first bytes make of it.
    package enum Program: Equatable {
        case none
        case elf(ELFFacts)
        /// It begins as an ELF file does, and cannot be read as one.
        case malformed(detail: String)
        /// A script, and the line after `#!`.
        case script(String)
    }

    /// The whole path; bytes that are no text are replaced.
    package let path: String
    /// Whether the path is text.
    package let isText: Bool
    package let inode: Inode
    /// The target of a link.
    package let target: String?
    package let attributes: [ExtendedAttribute]
    package let program: Program

    var kind: FileKind { inode.kind }
    var permissions: UInt16 { inode.permissions }
    /// What the ELF headers say, where it has any.
    var elf: ELFFacts? {
        if case .elf(let facts) = program { facts } else { nil }
    }

    /// The value of an extended attribute.
    func attribute(_ name: String) -> [UInt8]? {
        attributes.first { $0.name == name }?.value
    }

    /// The path as findings show it.
    var shown: String { Printable.text(path) }
}

/// Text of untrusted files for people to read.
enum Printable {
    /// The text with control characters escaped, cut where it is very long.
    static func text(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(4096) {
            if scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .format
            {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
