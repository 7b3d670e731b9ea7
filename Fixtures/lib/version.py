"""Debian versions as RPM versions."""

import re

OPERATORS = {"<<": "<", "<=": "<=", "=": "=", ">=": ">=", ">>": ">"}


def _clean(text: str) -> str:
    """Replaces what RPM does not allow in a version: a hyphen sorts just above what is before it."""
    return re.sub(r"[^A-Za-z0-9.+~^_]", ".", text.replace("-", "^"))


def rpm_version(text: str) -> tuple[str, str, str]:
    """Splits `[epoch:]upstream[-revision]` into epoch (may be empty), version and release."""
    epoch, _, rest = text.rpartition(":")
    upstream, dash, revision = rest.rpartition("-")
    if not dash:
        upstream, revision = rest, "1"
    return ("" if epoch == "0" else epoch), _clean(upstream), _clean(revision)


def rpm_bound(operator: str, text: str) -> str:
    """`>> 1:2-3` as `> 1:2-3`."""
    epoch, version, release = rpm_version(text)
    has_release = "-" in text.rpartition(":")[2] and release.strip(".~")
    if text.endswith("-."):
        # Debian's way to say "after all revisions".
        operator = {"<<": "<="}.get(operator, operator)
    elif not has_release:
        # Debian's 2-1 is above a bare 2, RPM's is equal to it.
        operator = {">>": ">=", "<=": "<<"}.get(operator, operator)
    bound = f"{version}-{release}" if has_release else version
    return f"{OPERATORS[operator]} {epoch}:{bound}" if epoch else f"{OPERATORS[operator]} {bound}"
