#!/usr/bin/env python3
"""Writes the spec file that turns one Debian package into an RPM package.

usage: deb2spec.py PACKAGE.deb FOLDER

Files keep their owners, modes, links and places; control fields become dependencies; the rest
(ELF requirements, interpreters) is found by rpmbuild's own generators. FOLDER gets package.spec
and files.list.
"""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

from control import Control, relations
from version import rpm_version

# Debian sets these when it configures the package, RPM carries them in the package.
CAPABILITIES = {"/bin/ping": "cap_net_raw=ep", "/usr/bin/mtr-packet": "cap_net_raw=ep"}

# What no relation says: the loader's hash style, and shells by the names of a merged /usr.
PROVIDES = {
    "libc6": ["rtld(GNU_HASH)"],
    "dash": ["/bin/sh", "/usr/bin/sh"],
    "bash": ["/usr/bin/bash"],
    "perl-base": ["/bin/perl"],
}

# Folders that one package owns, as `filesystem` does in Fedora.
SHARED = {
    "/" + name
    for name in """bin boot dev etc home lib lib32 lib64 libx32 media mnt opt proc root run sbin
    srv sys tmp usr usr/bin usr/include usr/lib usr/lib/systemd usr/lib/systemd/system usr/libexec
    usr/sbin usr/share usr/share/doc usr/share/lintian usr/share/lintian/overrides usr/share/locale
    usr/share/man usr/share/bug var var/cache var/lib var/log var/spool lib/systemd
    lib/systemd/system lib/x86_64-linux-gnu usr/lib/x86_64-linux-gnu lib/aarch64-linux-gnu
    usr/lib/aarch64-linux-gnu""".split()
} | {f"/usr/share/man/man{section}" for section in range(1, 10)}

SPEC = """\
%global debug_package %{{nil}}
%global __os_install_post %{{nil}}
%global _build_id_links none
%global _binaries_in_noarch_packages_terminate_build 0
%global _unpackaged_files_terminate_build 0
%global __requires_exclude ^(perl|python|pkgconfig|/usr/(local/)?bin/(pkg-config|python))
Name: {name}
{epoch}Version: {version}
Release: {release}
Summary: {summary}
License: see /usr/share/doc/{name}/copyright
{architecture}{homepage}{relations}
%description
{description}

%install
dpkg-deb --extract %{{deb}} %{{buildroot}}

%files -f %{{list}}
"""


def run(*command: str) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def configuration_files(deb: Path) -> set[str]:
    archive = io.BytesIO(run("dpkg-deb", "--ctrl-tarfile", str(deb)))
    with tarfile.open(fileobj=archive) as members:
        if "./conffiles" not in members.getnames():
            return set()
        return set(members.extractfile("./conffiles").read().decode().split("\n")) - {""}


def file_line(member: tarfile.TarInfo, path: str, configuration: set[str]) -> str:
    mode = "-" if member.issym() else f"{member.mode & 0o7777:04o}"
    words = [f"%attr({mode}, {member.uname or 'root'}, {member.gname or 'root'})"]
    if member.isdir():
        words.append("%dir")
    if path in configuration:
        words.append("%config(noreplace)")
    if path in CAPABILITIES:
        words.append(f"%caps({CAPABILITIES[path]})")
    # rpm 4.18 cannot escape what it would expand, so such a letter is matched by `?`.
    pattern = "".join("?" if letter in "[]{}*" else letter for letter in path)
    words.append(f'"{pattern}"'.replace("%", "%%"))
    return " ".join(words)


def file_lines(deb: Path, name: str, configuration: set[str]) -> list[str]:
    lines = []
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as process:
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                path = "/" + member.name.removeprefix(".").strip("/")
                if path != "/" and (name == "base-files" or path not in SHARED):
                    lines.append(file_line(member, path, configuration))
    if process.returncode:
        raise SystemExit(f"error: cannot read '{deb}'")
    return lines


def specification(control: Control) -> str:
    epoch, version, release = rpm_version(control["Version"])
    summary, _, text = control["Description"].partition("\n")
    provides = [f"Provides: {name}" for name in PROVIDES.get(control["Package"], [])]
    homepage = f"URL: {control['Homepage']}\n" if "Homepage" in control else ""
    return SPEC.format(
        name=control["Package"],
        epoch=f"Epoch: {epoch}\n" if epoch else "",
        version=version,
        release=release,
        summary=summary.replace("%", "%%"),
        architecture="BuildArch: noarch\n" if control["Architecture"] == "all" else "",
        homepage=homepage.replace("%", "%%"),
        relations="".join(f"{line}\n" for line in relations(control) + provides),
        description=(text.strip("\n") or summary).replace("%", "%%"),
    )


def main() -> None:
    deb, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    control = Control.parse(run("dpkg-deb", "--field", str(deb)).decode())
    lines = file_lines(deb, control["Package"], configuration_files(deb))
    (folder / "files.list").write_text("".join(f"{line}\n" for line in lines))
    (folder / "package.spec").write_text(specification(control))


if __name__ == "__main__":
    main()
