#!/usr/bin/env python3
"""Rewrites rpm-md metadata from gzip to zstd, as Fedora publishes it.

usage: zstd_metadata.py REPODATA

Some releases of createrepo_c cannot write zstd themselves.
"""

import gzip
import hashlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

REPO = "http://linux.duke.edu/metadata/repo"


def compress(content: bytes) -> bytes:
    command = ["zstd", "--quiet", "--stdout", "-"]
    return subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout


def rewrite(data: ElementTree.Element, folder: Path) -> None:
    location = data.find(f"{{{REPO}}}location")
    old = folder.parent / location.get("href")
    content = compress(gzip.decompress(old.read_bytes()))
    checksum = hashlib.sha256(content).hexdigest()
    new = folder / f"{checksum}-{data.get('type')}.xml.zst"
    new.write_bytes(content)
    old.unlink()
    location.set("href", f"{folder.name}/{new.name}")
    data.find(f"{{{REPO}}}checksum").text = checksum
    data.find(f"{{{REPO}}}size").text = str(len(content))


def main() -> None:
    folder = Path(sys.argv[1])
    ElementTree.register_namespace("", REPO)
    tree = ElementTree.parse(folder / "repomd.xml")
    for data in list(tree.getroot().iter(f"{{{REPO}}}data")):
        if data.find(f"{{{REPO}}}location").get("href").endswith(".xml.gz"):
            rewrite(data, folder)
        else:
            # The databases are for yum of old and are not read by anyone here.
            tree.getroot().remove(data)
    tree.write(folder / "repomd.xml", encoding="UTF-8", xml_declaration=True)
    (folder / "repomd.xml.asc").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
