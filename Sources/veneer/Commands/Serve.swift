#if Builder
import Files
import ArgumentParser
import SystemPackage
import Transfer

/// Serves a repository over HTTP.
struct Serve: VeneerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves a repository over HTTP, for trying it out.",
        discussion: """
            Any web server will do; this one is at hand. It answers GET and HEAD, with ranges and \
            entity tags, follows no links, and stops on SIGINT or SIGTERM.

            Example:
              veneer serve repository --port 8080
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The folder of the repository.")
    var repository: String

    @Option(
        help: .init(
            "The address to listen on; by default only this machine can connect.",
            valueName: "address"
        )
    )
    var host = "127.0.0.1"

    @Option(help: .init("The port to listen on; 0 takes a free one.", valueName: "number"))
    var port = 8080

    @Option(
        name: .customLong("port-file"),
        help: .init(
            "Write the port to this file once the server answers, for scripts to wait for.",
            valueName: "file"
        )
    )
    var portFile: String?

    func validate() throws {
        guard (0...65535).contains(port) else {
            throw ValidationError("'--port' is a number from 0 to 65535")
        }
    }

    func run(_ context: Context) async throws {
        let server = RepositoryServer(
            root: try Folder(FilePath(repository)),
            host: host,
            port: port
        )
        let portFile = try portFile.map { try PortFile(FilePath($0)) }
        do {
            try await server.run { port in
                let name = host.contains(":") ? "[\(host)]" : host
                context.output.say("serving '\(repository)' at http://\(name):\(port)/")
                do throws(FileError) {
                    try portFile?.write(port)
                } catch {
                    context.output.warn(error.description)
                }
            }
        } catch {
            throw ServeError.cannotListen(host: host, port: port, cause: error)
        }
    }
}

/// The file that tells scripts where the server listens.
private struct PortFile: Sendable {
    private let folder: Folder
    private let name: String

    init(_ path: FilePath) throws(FileError) {
        guard let name = path.lastComponent?.string else { throw .badName(path.string) }
        let parent = path.removingLastComponent()
        folder = try Folder(parent.isEmpty ? "." : parent)
        self.name = name
    }

    func write(_ port: Int) throws(FileError) {
        try folder.write(Array("\(port)\n".utf8), to: name)
    }
}
#endif
