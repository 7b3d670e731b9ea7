"""Debian versions as RPM versions."""

import re


def _clean(text: str) -> str:
    """Drops what RPM does not allow in a version or release."""
    return re.sub(r"[^A-Za-z0-9.+~^_]", ".", text)


def rpm_version(text: str) -> tuple[str, str, str]:
    """Splits `[epoch:]upstream[-revision]` into epoch (may be empty), version and release."""
    epoch, _, rest = text.rpartition(":")
    upstream, dash, revision = rest.rpartition("-")
    if not dash:
        upstream, revision = rest, "1"
    return ("" if epoch == "0" else epoch), _clean(upstream), _clean(revision)


def rpm_bound(text: str) -> str:
    """A version in a relation: the release only where Debian names a revision."""
    epoch, version, release = rpm_version(text)
    # `-.` and `-~` are Debian's ways to say "before any revision": RPM compares versions alone then.
    has_release = "-" in text.rpartition(":")[2] and release.strip(".~")
    bound = f"{version}-{release.lstrip('.')}" if has_release else version
    return f"{epoch}:{bound}" if epoch else bound
