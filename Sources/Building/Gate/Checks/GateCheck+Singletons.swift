import EROFS
import Model

extension GateCheck {
    /// Files of which a system has one, made from all that is installed: an extension's hides the base's and every other's.
    static let singletons = GateCheck(
        "singletons",
        .error,
        "No cache or database that a host has only one of, such as icon-theme.cache or modules.dep."
    ) { input in
        input.listing.entries.compactMap { entry in
            guard entry.kind != .directory, let what = Singleton.named(entry.path) else {
                return nil
            }
            return finding(
                "singletons",
                .error,
                entry.shown,
                "'\(entry.shown)' is \(what), of which a host has one",
                hint: "leave it out with a step 'remove: \(entry.shown)'"
            )
        }
    }
}

/// The files of which a system has only one.
enum Singleton {
    /// By last name, wherever it is.
    private static let names: [String: String] = [
        "gschemas.compiled": "the cache of settings",
        "icon-theme.cache": "the cache of icons",
        "mimeinfo.cache": "the cache of what opens which files",
        "mime.cache": "the cache of kinds of files",
        "ld.so.cache": "the cache of the dynamic loader",
        "hwdb.bin": "the database of hardware",
        "locale-archive": "the archive of locales",
        "gconv-modules.cache": "the cache of character sets",
        "giomodule.cache": "the cache of GIO modules",
        "immodules.cache": "the cache of input methods",
        "loaders.cache": "the cache of picture formats",
        "ls-R": "the index of a TeX tree",
        "plugins.dat": "the cache of media plug-ins",
        "rpmdb.sqlite": "the database of packages",
    ]
    /// By the whole path, each of which may begin with one part of any name in place of a `*`.
    private static let paths: [(pattern: [Substring], what: String)] = [
        ("/usr/share/info/dir", "the index of manuals"),
        ("/usr/lib/passwd", "the list of users"), ("/usr/lib/group", "the list of groups"),
        ("/usr/lib/modules/*/modules.dep", modules), ("/usr/lib/modules/*/modules.alias", modules),
        ("/usr/lib/modules/*/modules.symbols", modules),
        ("/usr/lib/modules/*/modules.softdep", modules),
        ("/usr/lib/modules/*/modules.devname", modules),
        ("/usr/lib/modules/*/modules.weakdep", modules),
        ("/usr/*/pango/*/modules.cache", "the cache of text modules"),
        ("/usr/*/*/pango/*/modules.cache", "the cache of text modules"),
        ("/usr/*/graphviz/config6", "the cache of graphviz"),
    ].map { ($0.0.split(separator: "/"), $0.1) }

    private static let modules = "the index of kernel modules"
    private static let folders: [(path: String, what: String)] = [
        ("/usr/lib/sysimage/rpm", "part of the database of packages"),
        ("/usr/share/rpm", "part of the database of packages"),
        ("/usr/lib/fontconfig/cache", "part of the cache of fonts"),
        ("/usr/share/fontconfig/cache", "part of the cache of fonts"),
    ]

    /// What the file at a path is, if it is one of them.
    static func named(_ path: String) -> String? {
        let name = PathText.name(path)
        if let what = names[name] { return what }
        if name.hasPrefix("modules."), name.hasSuffix(".bin"),
            path.hasPrefix("/usr/lib/modules/")
        {
            return modules
        }
        if let folder = folders.first(where: { path.hasPrefix($0.path + "/") }) {
            return folder.what
        }
        let parts = path.split(separator: "/")
        return paths.first { pattern, _ in
            pattern.count == parts.count
                && zip(pattern, parts).allSatisfy { $0 == "*" || $0 == $1 }
        }?.what
    }
}
