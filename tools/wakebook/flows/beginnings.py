"""What a new repository holds: files by path, as bytes, before anything is written."""

import json
import re
from collections.abc import Mapping

from wakebook.flows.saying.words import slug

_OWNER = re.compile(rb"\b(group|member):example-editors\b")
MAIN = "main"
"""The default branch of a repository that is begun here, and in the workflows of the starter."""
_PUSHES = "    branches: [{}]\n"
EMPTY = ("incidents", "postmortems", "runbooks", "problems")
"""Folders that have nothing in them yet; git keeps no empty folder, so each gets a .gitkeep."""


def filled(
    raw: bytes, *, name: str, email: str, version: str, branch: str, places: Mapping[str, str]
) -> bytes:
    """A file of the starter with its blanks filled in; ``places`` maps schemas to their files.

    A workflow names the default ``branch``: GitHub reads no expression for whose pushes start it.
    """
    schemas = {f"schemas/{schema}.json": place for schema, place in sorted(places.items())}
    blanks = {
        "@user@": slug(name, 40) or "me",
        "@email@": json.dumps(email, ensure_ascii=False),
        "@name@": json.dumps(name, ensure_ascii=False),
        "@version@": version,
        _PUSHES.format(MAIN): _PUSHES.format(
            MAIN if branch == MAIN else json.dumps(branch, ensure_ascii=False)
        ),
        "@schemas@": json.dumps(schemas, indent=4).replace("\n}", "\n  }"),
    }
    for blank, text in blanks.items():
        raw = raw.replace(blank.encode(), text.encode())
    return raw


def adopted(path: str, raw: bytes) -> bytes:
    """A shared file as the adopter's own: its policies are owned by the group of the starter."""
    if path.startswith("policies/"):
        return _OWNER.sub(rb"\1:responders", raw)
    return raw


def visible(path: str) -> str:
    """Where a file of the starter goes: ``dot-github/x`` stands for ``.github/x``."""
    return "/".join(f".{part[4:]}" if part[:4] == "dot-" else part for part in path.split("/"))
