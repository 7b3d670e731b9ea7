/// A script that rpm would run; an image is built without running any.
package struct Scriptlet: Hashable, Sendable {
    /// When a script would run.
    package enum Kind: String, CaseIterable, Sendable {
        case preInstall = "pre"
        case postInstall = "post"
        case preUninstall = "preun"
        case postUninstall = "postun"
        case preTransaction = "pretrans"
        case postTransaction = "posttrans"
        case verify = "verifyscript"
        case trigger = "trigger"
        case fileTrigger = "filetrigger"
        case transactionFileTrigger = "transfiletrigger"
    }

    /// At what change of the packages or files that it watches a trigger runs.
    package enum TriggerEvent: String, CaseIterable, Sendable {
        /// Before one is installed.
        case preInstall = "prein"
        /// After one is installed.
        case install = "in"
        /// Before one is removed.
        case uninstall = "un"
        /// After one was removed.
        case postUninstall = "postun"
    }

    /// What sets a trigger off.
    package struct Condition: Hashable, Sendable {
        /// A package, possibly with a version, for package triggers; the start of a path for file triggers.
        package let target: PackageDependency
        package let event: TriggerEvent
    }

    package let kind: Kind
    /// The program that would run it, such as `/bin/sh` or `<lua>`.
    package let interpreter: String
    /// The script's text; empty where the interpreter is all there is.
    package let text: String
    /// What sets a trigger off; empty for other scripts.
    package let conditions: [Condition]

    /// The name as spec files have it, such as `post`, `triggerin` or `transfiletriggerpostun`.
    package var name: String {
        kind.rawValue + (conditions.first.map(\.event.rawValue) ?? "")
    }
}
