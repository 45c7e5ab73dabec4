"""MkDocs makes the frames: the theme around nothing, once for each section and depth.

MkDocs reads and writes every page each time and has no incremental build. Its start and its theme
cost a second; so the frames are kept until the settings, the theme or MkDocs itself change.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from wakebook.render.frame import Frame, Place, address, source
from wakebook.render.site_error import SiteError

_UNUSED = ("assets/javascripts/", "assets/images/", "sitemap.xml")
"""What Material ships for its own scripts and search, which the published pages do not load."""


class Engine(NamedTuple):
    """What MkDocs made: frames, the files that they refer to, and how it reads Markdown."""

    digest: str
    frames: dict[Place, Frame]
    assets: dict[str, Path]
    extensions: list[str]
    extension_settings: dict[str, Any]

    def article(self, markdown: str) -> str:
        """A page's Markdown as MkDocs reads it; the front matter has been cut off."""
        from markdown import Markdown

        reader = Markdown(extensions=self.extensions, extension_configs=self.extension_settings)
        return reader.convert(markdown)


class MkDocs:
    """MkDocs with the settings of one repository; ``work`` keeps what it made."""

    def __init__(self, root: Path, work: Path, title: str, url: str | None) -> None:
        self._root, self._work = root, work
        self._title, self._url = title, f"{url.rstrip('/')}/" if url else ""

    def engine(self, places: Iterable[Place]) -> Engine:
        """Frames for these places; made anew only if something that they depend on changed.

        Raises SiteError where MkDocs cannot use the settings or the theme.
        """
        wanted = sorted(set(places))
        digest = self._digest(wanted)
        kept = self._work / "engine.json"
        try:
            known = json.loads(kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        if known.get("digest") != digest:
            try:
                known = {"digest": digest, **self._build(wanted)}
            except Exception as error:  # settings and theme can fail in any way
                raise SiteError(f"mkdocs.yml or site/theme/: {error}") from error
            kept.write_text(json.dumps(known, sort_keys=True), encoding="utf-8")
        return self._engine(known, wanted)

    def _engine(self, known: Mapping[str, Any], wanted: Iterable[Place]) -> Engine:
        made, frames = self._work / "site", dict[Place, Frame]()
        for at in wanted:
            where = address(at, known["nav"])
            page = (made / where / "index.html").read_text(encoding="utf-8")
            frames[at] = Frame.cut(page, where)
        return Engine(
            known["digest"], frames, dict(_assets(made)), known["extensions"], known["settings"]
        )

    def _digest(self, wanted: Iterable[Place]) -> str:
        total = hashlib.blake2b(digest_size=16)
        packages = [version(name) for name in ("mkdocs", "mkdocs-material", "markdown")]
        total.update(repr((packages, self._title, self._url, list(wanted))).encode())
        theme = sorted((self._root / "site" / "theme").rglob("*"))
        for path in (self._root / "mkdocs.yml", *theme):
            if path.is_file():
                total.update(path.relative_to(self._root).as_posix().encode() + b"\0")
                total.update(path.read_bytes())
        return total.hexdigest()

    def _build(self, wanted: Iterable[Place]) -> dict[str, Any]:
        # The theme greets with a page of advertisement otherwise.
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        docs, made = self._work / "docs", self._work / "site"
        # A build that fails halfway must not be taken for one that succeeded.
        (self._work / "engine.json").unlink(missing_ok=True)
        for folder in (docs, made):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        config = load_config(
            str(self._root / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(made),
            site_name=self._title,
            site_url=self._url,
            plugins=[],
            hooks=[],
        )
        config.extra["search"] = "pagefind"
        nav = dict(_nav(config.nav or []))
        for at in [*wanted, *((section, path.count("/")) for section, path in nav.items())]:
            page = docs / address(at, nav) / "index.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(source(at), encoding="utf-8")
        build(config)
        return {
            "nav": nav,
            "extensions": list(config.markdown_extensions),
            "settings": dict(config.mdx_configs),
        }


def _nav(items: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Sections by their titles in lower case, with the address of their first page."""
    for item in items:
        for title, path in item.items():
            yield title.lower(), path.removesuffix("index.md")


def _assets(made: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(made.rglob("*")):
        name = path.relative_to(made).as_posix()
        wanted = name == "404.html" or (path.suffix not in (".html", ".map") and path.is_file())
        if wanted and not name.startswith(_UNUSED):
            yield name, path
