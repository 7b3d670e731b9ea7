/// What `lint --checks --json` answers.
struct CheckTable: Decodable {
    struct Check: Decodable {
        let name: String
        let level: String
        let summary: String
        let needs: String
    }

    let checks: [Check]

    /// The page `Documentation/Checks.md`.
    var markdown: String {
        """
        # Checks

        Every image is looked through before it gets its name, read back from its own bytes; `veneer lint` does the same with any image. A
        finding is an **error** (the build fails, and `lint` ends with exit code 1), a **warning** or a **note**. This table is made from
        the program by `make reference`; `veneer lint --checks` prints it.

        A recipe accepts findings by check and subject, in which `*` stands for any text: they become notes.

            allow:
              setuid: [/usr/bin/newuidmap, /usr/bin/newgidmap]
              shadowing: ['/usr/share/doc/*']

        What the recipe's own steps `mode`, `file` and `capabilities` ask for needs no allowance. `dlopen` is not seen by `libraries`.

        | check | worst level | makes sure of | needs |
        | --- | --- | --- | --- |

        """
            + checks.map { "| `\($0.name)` | \($0.level) | \($0.summary) | \(needs($0)) |\n" }
            .joined() + """

                Of several images, `veneer lint A B …` tells which paths they share (`conflicts`), in systemd's merge order: names sorted as
                versions are, the last one wins. The same content and mode is a note, all else an error or, for modes of folders, a warning.

                """
    }

    private func needs(_ check: Check) -> String { check.needs == "nothing" ? "" : check.needs }
}
