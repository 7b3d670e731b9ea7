#!/usr/bin/env python3
"""Transcodes a Debian suite's indexes into rpm-md metadata of the size of a whole distribution.

usage: transcode.py INDEXES OUTPUT

INDEXES holds Packages.xz, Translation-en.xz, Contents-amd64.gz and Contents-all.gz. What a package provides and needs is
Debian's, and sonames as rpm finds them: a package needs those of the packages that it depends on. No packages are made, but
OUTPUT/base.spec describes those of a small system, which have names, versions and relations and no files.
"""

import gzip
import hashlib
import lzma
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Iterator
from xml.sax.saxutils import escape, quoteattr

from control import RELATION
from version import rpm_bound, rpm_version

FLAGS = {"<": "LT", "<=": "LE", "=": "EQ", ">=": "GE", ">": "GT"}
SONAME = re.compile(r"(?:usr/)?lib/(?:[^/]+/)?(lib[^/]+\.so\.[0-9][^/]*)")
# What createrepo_c puts into the primary metadata.
PRIMARY = re.compile(r"etc/|.*bin/|usr/lib/sendmail$")
# What the small system is made of, besides all that these need.
BASE = "systemd-sysv procps iproute2 less kmod udev dbus"
COMMON = "http://linux.duke.edu/metadata/common"
RPM = "http://linux.duke.edu/metadata/rpm"
FILELISTS = "http://linux.duke.edu/metadata/filelists"


def stanzas(path: Path) -> Iterator[dict[str, str]]:
    """The paragraphs of a control file."""
    fields: dict[str, str] = {}
    name = ""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                yield fields
                fields = {}
            elif line[0] in " \t":
                fields[name] += "\n" + line.strip()
            else:
                name, _, value = line.partition(":")
                fields[name] = value.strip()
    if fields:
        yield fields


def contents(folder: Path) -> dict[str, list[str]]:
    """The files of each package, without a leading slash."""
    files: dict[str, list[str]] = defaultdict(list)
    for name in ("Contents-all.gz", "Contents-amd64.gz"):
        with gzip.open(folder / name, "rt", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                path, _, owners = line.rstrip("\n").rpartition(" ")
                for owner in owners.split(","):
                    files[owner.rpartition("/")[2]].append(path.rstrip())
    return files


def entry(name: str, bound: str = "") -> str:
    """One `rpm:entry`; a bound is an operator and a version."""
    if not bound:
        return f"<rpm:entry name={quoteattr(name)}/>"
    operator, _, text = bound.partition(" ")
    epoch, _, rest = text.rpartition(":")
    version, _, release = rest.partition("-")
    end = f' rel="{release}"' if release else ""
    return (
        f'<rpm:entry name={quoteattr(name)} flags="{FLAGS[operator]}" epoch="{epoch or 0}"'
        f' ver="{version}"{end}/>'
    )


class Transcoder:
    def __init__(self, indexes: Path) -> None:
        self.packages = list(stanzas(indexes / "Packages.xz"))
        self.descriptions = {
            fields["Description-md5"]: fields["Description-en"]
            for fields in stanzas(indexes / "Translation-en.xz")
        }
        self.files = contents(indexes)
        self.sonames = {
            package: sorted({match[1] for path in paths if (match := SONAME.fullmatch(path))})
            for package, paths in self.files.items()
        }

    def relation(self, text: str) -> str:
        """An entry for one relation, or a rich one for alternatives."""
        choices = []
        for choice in text.split("|"):
            name, operator, version = RELATION.fullmatch(choice.strip()).groups()
            choices.append((name, rpm_bound(operator, version.strip()) if operator else ""))
        if len(choices) == 1:
            return entry(*choices[0])
        return entry("(" + " or ".join(f"{n} {b}".strip() for n, b in choices) + ")")

    def relations(self, fields: dict[str, str], *names: str) -> list[str]:
        texts = [text for name in names for text in fields.get(name, "").split(",") if text.strip()]
        return list(dict.fromkeys(self.relation(text) for text in texts))

    def requires(self, fields: dict[str, str]) -> list[str]:
        found = self.relations(fields, "Pre-Depends", "Depends")
        for text in fields.get("Depends", "").split(","):
            if "|" in text or not text.strip():
                continue
            for soname in self.sonames.get(RELATION.fullmatch(text.strip())[1], [])[:8]:
                found.append(entry(f"{soname}()(64bit)"))
        return found

    def provides(self, fields: dict[str, str], own: str) -> list[str]:
        name = fields["Package"]
        found = [entry(name, own), entry(f"{name}(x86-64)", own)]
        for text in fields.get("Provides", "").split(","):
            if text.strip():
                other, operator, version = RELATION.fullmatch(text.strip()).groups()
                found.append(entry(other, rpm_bound(operator, version) if operator else own))
        return found + [entry(f"{soname}()(64bit)") for soname in self.sonames.get(name, [])]

    def primary(self, fields: dict[str, str], checksum: str) -> str:
        name = fields["Package"]
        epoch, version, release = rpm_version(fields["Version"])
        own = f"= {epoch or 0}:{version}-{release}"
        arch = "noarch" if fields["Architecture"] == "all" else "x86_64"
        source = fields.get("Source", name).split(" ")[0]
        size = int(fields["Size"])
        description = self.descriptions.get(fields.get("Description-md5", ""), "")
        groups = {
            "provides": self.provides(fields, own),
            "requires": self.requires(fields),
            "conflicts": self.relations(fields, "Conflicts", "Breaks"),
            "recommends": self.relations(fields, "Recommends"),
            "suggests": self.relations(fields, "Suggests"),
        }
        dependencies = "".join(
            f"<rpm:{kind}>\n{chr(10).join(entries)}\n</rpm:{kind}>\n"
            for kind, entries in groups.items()
            if entries
        )
        files = "".join(
            f"<file>/{escape(path)}</file>\n"
            for path in self.files.get(name, [])
            if PRIMARY.match(path)
        )
        return f"""<package type="rpm">
<name>{name}</name><arch>{arch}</arch>
<version epoch="{epoch or 0}" ver="{version}" rel="{release}"/>
<checksum type="sha256" pkgid="YES">{checksum}</checksum>
<summary>{escape(fields.get("Description", ""))}</summary>
<description>{escape(description)}</description>
<packager>{escape(fields.get("Maintainer", ""))}</packager>
<url>{escape(fields.get("Homepage", ""))}</url>
<time file="1700000000" build="1700000000"/>
<size package="{size}" installed="{int(fields.get("Installed-Size", "0")) * 1024}" archive="{size * 3}"/>
<location href="Packages/{name[0]}/{name}-{version}-{release}.{arch}.rpm"/>
<format><rpm:license>unknown</rpm:license><rpm:vendor>Debian</rpm:vendor><rpm:group>{fields.get("Section", "misc")}</rpm:group>
<rpm:buildhost>builder</rpm:buildhost><rpm:sourcerpm>{source}-{version}-{release}.src.rpm</rpm:sourcerpm>
<rpm:header-range start="4504" end="{4504 + size % 100000}"/>
{dependencies}{files}</format>
</package>
"""

    def file_list(self, fields: dict[str, str], checksum: str) -> str:
        epoch, version, release = rpm_version(fields["Version"])
        arch = "noarch" if fields["Architecture"] == "all" else "x86_64"
        files = "".join(
            f"<file>/{escape(path)}</file>\n" for path in self.files.get(fields["Package"], [])
        )
        return f"""<package pkgid="{checksum}" name="{fields["Package"]}" arch="{arch}">
<version epoch="{epoch or 0}" ver="{version}" rel="{release}"/>
{files}</package>
"""


    def base(self) -> str:
        """A spec file with a package for each of the small system's."""
        packages = {fields["Package"]: fields for fields in self.packages}
        names = BASE.split()
        names += [n for n, fields in packages.items() if fields.get("Priority") == "required"]
        for name in names:  # grows on the way
            fields = packages[name]
            for text in ",".join((fields.get("Pre-Depends", ""), fields.get("Depends", ""))).split(","):
                if text.strip():
                    other = RELATION.fullmatch(text.split("|")[0].strip())[1]
                    if other in packages and other not in names:
                        names.append(other)
        head = "Name: base\nVersion: 1\nRelease: 1\nSummary: Base\nLicense: MIT\n%description\nBase.\n"
        return head + "".join(self.subpackage(packages[name]) for name in sorted(set(names)))

    def subpackage(self, fields: dict[str, str]) -> str:
        name = fields["Package"]
        epoch, version, release = rpm_version(fields["Version"])
        lines = [f"%package -n {name}", f"Epoch: {epoch or 0}", f"Version: {version}"]
        lines += [f"Release: {release}", "Summary: Base", "AutoReqProv: no"]
        lines += [f"Provides: {soname}()(64bit)" for soname in self.sonames.get(name, [])]
        for kind, tag in (("Pre-Depends", "Requires"), ("Depends", "Requires"), ("Provides", "Provides")):
            for text in fields.get(kind, "").split(","):
                if text.strip() and "|" not in text:
                    other, operator, bound = RELATION.fullmatch(text.strip()).groups()
                    end = rpm_bound(operator, bound.strip()) if operator else ""
                    if tag == "Provides" and not operator:
                        end = f"= {epoch or 0}:{version}-{release}"
                    lines.append(f"{tag}: {other} {end}")
        return "\n".join(lines + [f"%description -n {name}", "Base.", f"%files -n {name}", ""])


class Document:
    """A metadata file in the making, compressed by zstd."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind, self.path, self.open_size = kind, folder / f"{kind}.xml.zst", 0
        self.output = self.path.open("wb")
        self.packer = subprocess.Popen(
            ["zstd", "--quiet", "--stdout", "-3", "-"], stdin=subprocess.PIPE, stdout=self.output
        )

    def write(self, text: str) -> None:
        data = text.encode()
        self.open_size += len(data)
        self.packer.stdin.write(data)

    def close(self) -> str:
        """Finishes the file and returns its record for repomd.xml."""
        self.packer.stdin.close()
        if self.packer.wait():
            raise SystemExit("error: zstd failed")
        self.output.close()
        checksum = hashlib.sha256(self.path.read_bytes()).hexdigest()
        size = self.path.stat().st_size
        name = f"{checksum}-{self.path.name}"
        self.path.rename(self.path.parent / name)
        return f"""<data type="{self.kind}"><checksum type="sha256">{checksum}</checksum>
<location href="repodata/{name}"/><timestamp>1700000000</timestamp><size>{size}</size>
<open-size>{self.open_size}</open-size></data>
"""


def main() -> None:
    indexes, output = map(Path, sys.argv[1:])
    transcoder = Transcoder(indexes)
    folder = output / "repodata"
    folder.mkdir(parents=True)
    primary, lists = Document(folder, "primary"), Document(folder, "filelists")
    count = len(transcoder.packages)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n'
    primary.write(f'{start}<metadata xmlns="{COMMON}" xmlns:rpm="{RPM}" packages="{count}">\n')
    lists.write(f'{start}<filelists xmlns="{FILELISTS}" packages="{count}">\n')
    for fields in transcoder.packages:
        checksum = fields["SHA256"]
        primary.write(transcoder.primary(fields, checksum))
        lists.write(transcoder.file_list(fields, checksum))
    primary.write("</metadata>\n")
    lists.write("</filelists>\n")
    (output / "base.spec").write_text(transcoder.base())
    records = primary.close() + lists.close()
    (folder / "repomd.xml").write_text(
        f'{start}<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>\n'
        f"{records}</repomd>\n"
    )
    print(f"{count} packages, {primary.open_size >> 20} MiB and {lists.open_size >> 20} MiB open")


if __name__ == "__main__":
    main()
