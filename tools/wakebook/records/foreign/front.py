"""Markdown as Hugo reads it: front matter in YAML, TOML or JSON, then the body."""

import re
from typing import NamedTuple

from wakebook.records.foreign.json import read_json
from wakebook.records.foreign.node import Node, Table, UnreadableError
from wakebook.records.foreign.toml import read_toml
from wakebook.records.foreign.yaml import read_yaml

_YAML_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_JSON_END = re.compile(r"^\}[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_]+:(?:[ \t]|$)")


class Post(NamedTuple):
    """A post: its front matter, its body, and the body's first line (1-based)."""

    front: Table
    body: str
    body_line: int
    unmarked: bool = False
    """Whether the mark that opens the front matter is missing."""


def read_post(text: str) -> Post:
    """A post's parts; raises UnreadableError where there is no front matter."""
    if len(text) > _MOST:
        raise UnreadableError(1, f"has more than {_MOST:,} characters")
    if text.startswith("+++"):
        return _marked(text, _TOML_END, "+++")
    if text.startswith("{"):
        end = _JSON_END.search(text)
        if end is None:
            raise UnreadableError(1, "has JSON front matter without an end; add a line `}`")
        return _post(text, 0, end.end(), end.end(), read_json(text[: end.end()]))
    if _YAML_END.match(text):
        return _marked(text, _YAML_END, "---")
    end = _YAML_END.search(text)
    if end is not None and _KEY.match(text):
        front = read_yaml(text[: end.start()])
        return _post(text, 0, end.start(), end.end(), front, unmarked=True)
    raise UnreadableError(1, "has no front matter; begin the file with `---`")


_MOST_FRONT, _MOST = 65_536, 200_000
"""Characters of front matter and of a whole post: real ones are small, and parsers are slow."""


def _marked(text: str, mark: re.Pattern[str], shown: str) -> Post:
    begin = text.find("\n") + 1
    end = mark.search(text, begin) if begin else None
    if end is None:
        raise UnreadableError(1, f"has front matter without an end; add a line `{shown}`")
    inner = text[begin : end.start()]
    if len(inner) > _MOST_FRONT:
        raise UnreadableError(1, f"has front matter of more than {_MOST_FRONT:,} characters")
    front: Node = read_toml(inner, 2) if shown == "+++" else read_yaml(inner, 2)
    return _post(text, begin, end.start(), end.end(), front)


def _post(
    text: str, begin: int, end: int, after: int, front: Node, *, unmarked: bool = False
) -> Post:
    if not isinstance(front, Table):
        line = text.count("\n", 0, begin) + 1
        raise UnreadableError(line, "has front matter that is no list of keys and values")
    body = text[after:].removeprefix("\n")
    return Post(front, body, text.count("\n", 0, max(after, end)) + 2, unmarked)
