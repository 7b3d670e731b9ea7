"""Debian control fields, and the relations in them as RPM dependencies."""

import re

from version import rpm_bound, rpm_version

FIELDS = {
    "Pre-Depends": "Requires",
    "Depends": "Requires",
    "Recommends": "Recommends",
    "Suggests": "Suggests",
    "Conflicts": "Conflicts",
    "Breaks": "Conflicts",
}
RELATION = re.compile(r"([a-z0-9][a-z0-9.+-]*)(?::\w+)?(?:\s*\((<<|<=|=|>=|>>)\s*([^)]+)\))?")


class Control(dict[str, str]):
    """The fields of one package; folded lines keep their line ends."""

    @classmethod
    def parse(cls, text: str) -> "Control":
        control, name = cls(), ""
        for line in text.splitlines():
            if line[:1].isspace():
                control[name] += "\n" + ("" if line.strip() == "." else line.strip())
            else:
                name, _, value = line.partition(":")
                control[name] = value.strip()
        return control


def relation(text: str) -> str:
    """`name (>> 1:2-3)` as `name > 1:2-3`."""
    match = RELATION.fullmatch(text.strip())
    if not match:
        raise SystemExit(f"error: cannot read the relation '{text}'")
    name, operator, version = match.groups()
    return f"{name} {rpm_bound(operator, version.strip())}" if operator else name


def _alternatives(text: str) -> str:
    """`a | b` as a rich dependency."""
    choices = [relation(choice) for choice in text.split("|")]
    return choices[0] if len(choices) == 1 else "(" + " or ".join(choices) + ")"


def _provides(control: Control) -> list[str]:
    """RPM matches an unversioned Provides with any version, Debian with none: give it one."""
    epoch, version, release = rpm_version(control["Version"])
    own = f"{epoch}:{version}-{release}" if epoch else f"{version}-{release}"
    items = [relation(item) for item in control.get("Provides", "").split(",") if item.strip()]
    return [f"Provides: {item if ' ' in item else f'{item} = {own}'}" for item in items]


def relations(control: Control) -> list[str]:
    """Every dependency line of the spec file."""
    return _provides(control) + [
        f"{tag}: {_alternatives(item)}"
        for field, tag in FIELDS.items()
        for item in control.get(field, "").split(",")
        if item.strip()
    ]
