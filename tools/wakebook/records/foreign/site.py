"""A cState site's folder: its settings and the posts below ``content/issues``.

Source of the layout: Hugo's directory structure and cState's documentation.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wakebook.records.foreign.json import read_json
from wakebook.records.foreign.node import Node, Table, UnreadableError, table
from wakebook.records.foreign.source import read_text
from wakebook.records.foreign.toml import read_toml
from wakebook.records.foreign.yaml import read_yaml

MOST_SETTINGS = 1024 * 1024
MOST_POST = 1024 * 1024
_READERS = {".yml": read_yaml, ".yaml": read_yaml, ".toml": read_toml, ".json": read_json}
_NAMES = ("config", "hugo", "config/_default/config", "config/_default/hugo")
_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".html", ".htm"})
_INDEX = re.compile(r"index(?:\.[a-z]{2}(?:-[A-Za-z]{2,4})?)?")
_LANGUAGE = re.compile(r"(.+)\.[a-z]{2}(?:-[A-Za-z]{2,4})?")


class PostFile(NamedTuple):
    """One post's file: its path as it is shown, where it lies, and the source's own id.

    ``page`` is the page's path below the posts, without an ending.
    """

    shown: str
    path: Path
    id: str
    page: str


class Site(NamedTuple):
    """What lies in a site's folder."""

    root: Path
    settings: Table
    settings_path: str | None
    posts: tuple[PostFile, ...]
    passed_over: tuple[tuple[str, str], ...]
    """Files below the posts that are no posts, each with the reason."""


def open_site(folder: Path, *, with_settings: bool = True) -> Site:
    """Find the settings and the posts; raises UnreadableError where the settings are broken."""
    issues = _issues(folder)
    root = next((p for p in (issues, *issues.parents[:3]) if _settings_file(p)), folder)
    file = _settings_file(root)
    settings = _settings(file) if file and with_settings else table(1)
    posts, passed_over = _sorted(issues, root)
    for other in _other_languages(issues):
        name = "/".join(other.parts[-3:])
        passed_over += ((name, f"holds posts in another language than {issues.parent.name}"),)
    shown = file.relative_to(root).as_posix() if file else None
    return Site(root, settings, shown, posts, passed_over)


def _issues(folder: Path) -> Path:
    """The folder with the posts: the site, its content folder or the posts' own may be given."""
    for place in ("content/issues", "issues"):
        if (folder / place).is_dir():
            return folder / place
    by_language = sorted(folder.glob("content/*/issues"))
    return by_language[0] if by_language else folder


def _other_languages(issues: Path) -> list[Path]:
    """The folders that hold a multilingual site's posts once more."""
    if issues.name != "issues" or issues.parents[1].name != "content":
        return []
    return sorted(path for path in issues.parents[1].glob("*/issues") if path != issues)


def _settings_file(root: Path) -> Path | None:
    for name in _NAMES:
        for ending in _READERS:
            path = root / f"{name}{ending}"
            if path.is_file() and not path.is_symlink():
                return path
    return None


def _settings(path: Path) -> Table:
    node: Node = _READERS[path.suffix](read_text(path, MOST_SETTINGS))
    if not isinstance(node, Table):
        raise UnreadableError(1, "holds no keys and values")
    return node


def _sorted(issues: Path, root: Path) -> tuple[tuple[PostFile, ...], tuple[tuple[str, str], ...]]:
    posts: list[PostFile] = []
    passed_over: list[tuple[str, str]] = []
    paths = sorted(_files(issues))
    first = {_in_no_language(path): path for path in reversed(paths)}
    first.update((path, path) for path in paths)
    for path in paths:
        shown = path.relative_to(root).as_posix()
        reason = _no_post(path, first[_in_no_language(path)])
        if reason:
            passed_over.append((shown, reason))
        else:
            page = path.parent if _INDEX.fullmatch(path.stem) else path.with_suffix("")
            posts.append(PostFile(shown, path, page.name, page.relative_to(issues).as_posix()))
    names = Counter(post.id for post in posts)
    # Posts that share a name are told apart by their folders.
    told = (post if names[post.id] == 1 else post._replace(id=post.page) for post in posts)
    return tuple(told), tuple(passed_over)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path


def _no_post(path: Path, first: Path) -> str | None:
    """Why a file is no post of its own, or None; ``first`` is the first of its translations."""
    if path.is_symlink():
        return "is a symbolic link, which is not followed"
    if path.stem == "_index":
        return "is the list's own page, no post"
    if path.suffix.lower() not in _ENDINGS:
        return "is no page that Hugo renders"
    return f"is a translation of {first.name}" if first != path else None


def _in_no_language(path: Path) -> Path:
    """The file that a translation stands beside, whether there is one or not."""
    match = _LANGUAGE.fullmatch(path.stem)
    return path.with_name(match[1] + path.suffix) if match else path
