"""Publishing step by step, shared by ``publish`` and ``serve``: read, render, write differences."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from wakebook import __version__
from wakebook.adapters.mkdocs import Engine, MkDocs
from wakebook.adapters.pagefind import index
from wakebook.cli._leak_scan import LeakScan, Sources, digest_of
from wakebook.cli._legible import Legible
from wakebook.cli._site_sources import (
    demand_ordinary,
    demand_settings,
    demand_wording,
    source_of,
    texts,
)
from wakebook.flows.publish import Kept, Reader, Step, freeze, recipe, steps, thawed, unreadable
from wakebook.model.base import Audience
from wakebook.model.finding import Finding
from wakebook.model.library import Library
from wakebook.model.policy.measures import MeasuresPolicy
from wakebook.records import published
from wakebook.records.cache import Cache, tool_digest
from wakebook.records.git import Git, GitError
from wakebook.records.installed import plain_measures
from wakebook.records.library import Opened
from wakebook.records.stage import Stage
from wakebook.records.switch import alone
from wakebook.render.findable import document, shelf_of, shelves
from wakebook.render.frame import place, places
from wakebook.render.page import Page
from wakebook.render.site import Site
from wakebook.render.templates import Templates

_RUNS = 3
"""Publications of which it is kept what they had read."""


class Source(NamedTuple):
    """What the pages are built from, in words, and when its commit was made, if there is one."""

    revision: str
    committed: datetime | None


class Published(NamedTuple):
    """What a publication did."""

    pages: int
    changed: int
    removed: int
    folder: Path
    unreadable: int
    """How many records could not be read; ``broken`` tells why."""
    broken: tuple[Finding, ...]
    copied: tuple[str, ...]
    """What is new and says what a restricted text says, in a sentence each."""


class Publication:
    """One audience's site of one repository, written below ``build``."""

    def __init__(self, root: Path, audience: Audience, build: Path) -> None:
        self.root, self.source, self.audience = root, source_of(root), audience
        self.docs, self.site, self.work = build / "docs", build / "site", build / "work"
        self._cache = _cache(Git(root), audience)

    def publish(self, opened: Opened, source: Source, now: datetime) -> Published:
        """Bring the folders up to date with the tree.

        Raises OSError where files cannot be read or written, a tool is missing, or another run is
        at it.
        """
        published.claim(self.work.parent, self.root)
        self.work.mkdir(exist_ok=True)
        with alone(self.work / "lock", self.site):
            return self._publish(opened, source, now)

    def _publish(self, opened: Opened, source: Source, now: datetime) -> Published:
        demand_ordinary(self.source)
        demand_settings(is_set=opened.is_set)
        if self.audience == "public":
            demand_wording(opened.library)
        sources = dict(texts(self.source / "site" / "templates"))
        written = [(f"{n[:-3]}/", text) for n, text in texts(self.source / "site" / "pages")]
        settings = opened.settings
        mkdocs = MkDocs(self.source, self.work / "frames", settings.title, settings.public_url)
        engine = mkdocs.engine(places([path for path, _ in written]))
        self._stage = Stage(self.work / "stage")
        common = f"{engine.digest} {self._approving(opened.library)}"
        known = self._known(recipe(tool_digest(), sources, self.audience, common))
        legible = Legible(opened)
        reader = Reader(opened.library, self.audience, dict(legible.digests()), legible.broken)
        until = source.committed and source.committed.astimezone(settings.tzinfo).date()
        shown = reader.site(self._cards(known), written, _definitions(opened.library), until)
        broken = (*reader.broken, *legible.shared())
        # Whether a public reader may know that the record exists is written in the record.
        shown.unreadable = 0 if self.audience == "public" else unreadable(broken)
        found = steps(reader, shown, known["pages"])
        homes, reworded = self._pages(found, shown, Templates(sources), engine, known)
        gone = known["pages"].keys() - homes.keys()
        stale = self._stale(reworded, gone, homes, known["homes"])
        self._search(stale, sorted(set(homes.values())))
        for name, path in engine.assets.items():
            self._stage.write(self.site / name, path.read_bytes())
        self._stamp(shown, source.revision, now, shown.unreadable)
        pages = {step.draft.path: step.draft.key for step in found}
        note = {"recipe": known["recipe"], "pages": pages, "homes": homes}
        scan = self._scan(opened, reader, shown, [*sources.values(), *(t for _, t in written)])
        self._look(scan, known, note)
        self._keep(note, reader)
        self._stage.commit()
        published.save(self._note, note)
        made = sum(step.changed for step in found)
        return Published(
            pages=len(found),
            changed=made,
            removed=len(gone),
            folder=self.site,
            unreadable=unreadable(broken),
            broken=broken,
            copied=tuple(scan.copied.values()),
        )

    @staticmethod
    def _approving(library: Library) -> str:
        """Stands for all that decides what the public reads, and which words wait."""
        wording = library.wording
        if wording is None or wording.policy is None:
            return f"{library.least_count}"
        digests = sorted(template.digest for template in wording.templates.values())
        known = (wording.components, wording.levels, wording.regions)
        names = " ".join(str(sorted(each)) for each in known)
        return f"{library.least_count} {wording.policy.model_dump_json()} {digests} {names}"

    def _scan(self, opened: Opened, reader: Reader, shown: Site, told: Iterable[str]) -> LeakScan:
        """What the audience may not see."""
        keys = {i: f"{kept.digest} {kept.shown}" for i, kept in reader.kept.items()}
        whole = opened.library
        shared = replace(whole, incidents={}, postmortems={}, actions={}, months=None)
        seen = replace(shared.seen_by(self.audience), catalog=shown.library.catalog)
        site = (*told, *(rule.text for rule in shown.rules))
        return LeakScan(
            self._cache, self.audience, Sources(keys, lambda _: whole, shared, seen, site)
        )

    def _look(self, scan: LeakScan, known: dict[str, Any], note: dict[str, Any]) -> None:
        """Raise LeakError where a file would tell what the audience may not see."""
        root = self.site.parent

        def named(files: Iterable[tuple[Path, bytes]]) -> Iterator[tuple[str, bytes]]:
            return ((path.relative_to(root).as_posix(), raw) for path, raw in files)

        def staying() -> Iterator[tuple[str, bytes]]:
            for folder in (self.docs, self.site):
                yield from named(self._stage.staying(folder))

        last = digest_of(known) if known["pages"] else ""
        scan.demand_none(named(self._stage.written()), staying, last)
        scan.keep(digest_of(note))

    def _keep(self, note: dict[str, Any], reader: Reader) -> None:
        if self._cache is not None:
            self._cache.keep_run(f"cards {digest_of(note)}", freeze(reader.kept), _RUNS)

    def _cards(self, known: dict[str, Any]) -> dict[str, Kept]:
        """What was read for the last publication: it names what is hidden, so it is kept apart."""
        found = self._cache.run(f"cards {digest_of(known)}", thawed) if self._cache else None
        return found or {}

    @property
    def _note(self) -> Path:
        return self.work / "published.json"

    def _known(self, common: str) -> dict[str, Any]:
        """What the last run noted; without a fitting note everything is made again.

        The note is taken away until this run is through: after an interrupted one nobody knows
        what the pages hold, and a page that was withdrawn since must not stay.
        """
        known = published.load(self._note)
        self._note.unlink(missing_ok=True)
        if known.get("recipe") == common:
            return known
        published.clear(self.work / "search")
        for folder in (self.docs, self.site):
            self._stage.clear(folder)
        return {"recipe": common, "pages": {}, "homes": {}}

    def _pages(
        self,
        found: list[Step],
        shown: Site,
        templates: Templates,
        engine: Engine,
        known: dict[str, Any],
    ) -> tuple[dict[str, str], set[str]]:
        """Make what changed, remove what is gone.

        The shelf of every page by its path, and the pages of which search has to know new words.
        """
        reworded: set[str] = set()
        where = shelves(shown.cards)
        homes = {step.draft.path: shelf_of(step.draft.path, where) for step in found}
        for path, home in known["homes"].items():
            if path not in homes:
                self._remove(path, home)
        for draft, changed in found:
            home, before = homes[draft.path], known["homes"].get(draft.path, "")
            if changed:
                page = draft.make()
                self._write(page, templates, engine)
                if self._findable(page, home):
                    reworded.add(draft.path)
            if before and before != home:
                self._move(draft.path, before, home, made=changed)
        return homes, reworded

    def _write(self, page: Page, templates: Templates, engine: Engine) -> None:
        markdown = templates.markdown(page)
        self._stage.write(self.docs / page.source, markdown.encode())
        body = markdown.split("\n---\n", 1)[1]
        # One block of HTML is to Markdown what it is already; a test holds that.
        article = body.strip() if page.template else engine.article(body)
        html = engine.frames[place(page)].fill(page, article)
        self._stage.write(self.site / page.target, html.encode())

    def _findable(self, page: Page, home: str) -> bool:
        text = document(page)
        place = self.work / "search" / home / page.target
        return bool(text) and published.write(place, text.encode())

    def _move(self, path: str, before: str, home: str, *, made: bool) -> None:
        """Put a page's words on another shelf; the shelf of a year changes when years fill up."""
        search = self.work / "search"
        old = search / before / path / "index.html"
        if not made and old.exists():
            published.write(search / home / path / "index.html", old.read_bytes())
        published.remove(old, search)

    def _remove(self, path: str, home: str) -> None:
        for source in (f"{path[:-1]}.md", f"{path}index.md"):
            self._stage.remove(self.docs / source, self.docs)
        self._stage.remove(self.site / path / "index.html", self.site)
        published.remove(self.work / "search" / home / path / "index.html", self.work / "search")

    @staticmethod
    def _stale(
        reworded: set[str], gone: set[str], homes: dict[str, str], before: dict[str, str]
    ) -> set[str]:
        """The shelves on which something changed, came or went."""
        moved = {path for path, home in homes.items() if before.get(path) != home}
        stale = {homes[path] for path in reworded | moved} | {before[path] for path in gone}
        return stale | {before[path] for path in moved if path in before}

    def _search(self, stale: set[str], names: list[str]) -> None:
        made = self.work / "index"
        for name in sorted(stale):
            target = self.site / "search" / name
            if name in names:
                index(self.work / "search" / name, made)
                self._stage.mirror(made, target)
            else:
                self._stage.clear(target)
        text = json.dumps({"shelves": names}, indent=0)
        self._stage.write(self.site / "search" / "shelves.json", text.encode())

    def _stamp(self, shown: Site, revision: str, now: datetime, broken: int) -> None:
        """The only file that differs between two builds of the same input."""
        stamp = {
            "built_at": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "revision": revision,
            "tool": f"wakebook {__version__}",
            "audience": self.audience,
            "incidents": len(shown.cards),
            "postmortems": len(shown.postmortems),
            "unreadable": broken,
        }
        self._stage.write(self.site / "build.json", json.dumps(stamp, indent=1).encode())


def _cache(git: Git, audience: Audience) -> Cache | None:
    """Where it is kept what names hidden records; None outside of git."""
    try:
        return Cache(git.directory() / "wakebook" / f"published-{audience}.sqlite")
    except GitError:
        return None


def _definitions(library: Library) -> MeasuresPolicy | None:
    """How figures are defined; None where a policy says so and cannot be read."""
    if "measures" in library.policies:
        return library.measures
    return plain_measures()
