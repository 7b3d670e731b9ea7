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

    package let kind: Kind
    /// The program that would run it, such as `/bin/sh` or `<lua>`.
    package let interpreter: String
    /// The script's text; empty where the interpreter is all there is.
    package let text: String
    /// For triggers, the packages or path prefixes that set them off.
    package let conditions: [String]
}
