"""The rules: the list by family, and a page each from the rule's own documentation."""

from collections.abc import Iterator

from wakebook.render import prose
from wakebook.render.page import Facts, Page
from wakebook.render.site import Site

_FAMILIES = (
    "Shape of files",
    "Identification",
    "Response",
    "Communication",
    "Major incidents",
    "Resolution and closure",
    "Review and learning",
    "Metrics",
    "Ecosystem",
    "Your own",
)


def pages(site: Site) -> Iterator[Page]:
    """The list and every rule."""
    groups = tuple(
        (name, tuple(rule for rule in site.rules if rule.code[2] == str(family)))
        for family, name in enumerate(_FAMILIES)
    )
    listed = {"groups": tuple(group for group in groups if group[1])}
    yield Page(
        "rules/",
        "rules",
        "Rules",
        "rules",
        listed,
        "What a check looks at, and why.",
        Facts("List", "Rules"),
    )
    for rule in site.rules:
        values = {"rule": rule, "family": _FAMILIES[int(rule.code[2])]}
        facts = Facts(
            "Rule",
            rule.text,
            tags=(rule.code,),
            note=f"{rule.level} · {_FAMILIES[int(rule.code[2])]}",
        )
        yield Page(
            f"rules/{rule.code.lower()}/",
            "rules",
            f"{rule.code}: {prose.plain(rule.title)}",
            "rule",
            values,
            prose.plain(rule.title),
            facts,
        )
