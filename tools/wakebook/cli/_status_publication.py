"""Publishing the status site of a revision: read what changed, render it, switch to it at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from wakebook.cli._leak_scan import LeakScan, Sources, digest_of
from wakebook.cli._processes import spread
from wakebook.cli._site_sources import (
    demand_ordinary,
    demand_settings,
    demand_status,
    demand_wording,
    installed_site,
    source_of,
    texts,
)
from wakebook.flows.status.made import Made
from wakebook.flows.status.site import StatusSite
from wakebook.model.base import Audience, seconds
from wakebook.model.catalog import Catalog
from wakebook.model.notice import Notice, lines
from wakebook.model.policy.status import PLAIN, StatusRule
from wakebook.records.copying import Copy
from wakebook.records.notices import Notices
from wakebook.records.switch import Version, switched
from wakebook.render.page import key
from wakebook.render.site_error import SiteError
from wakebook.render.status.board import Board, title_of
from wakebook.render.status.pages import Told, untitled
from wakebook.render.status.shape import SummaryDocument
from wakebook.render.status.statuspage import Statuspage, phrases
from wakebook.render.status.templates import StatusTemplates
from wakebook.render.status.view import View
from wakebook.render.status.vocabulary import Word, demand_fields, vocabulary

_TREES = ("catalog", "policies", "site", "wakebook.yaml")


class StatusPublished(NamedTuple):
    """What a publication did; ``broken`` are the files that could not be read."""

    files: int
    changed: int
    removed: int
    folder: Path
    broken: tuple[str, ...]
    waits: tuple[str, ...]
    """For whom texts wait that are held, one row a text."""
    copied: tuple[str, ...]
    """What is new and says what a restricted text says, in a sentence each."""


class OlderError(Exception):
    """A newer commit is published already; it stays."""


class StatusPublication:
    """The status site of one commit, as a full id, for one audience."""

    def __init__(self, root: Path, commit: str, audience: Audience, folder: Path) -> None:
        self.root, self.folder, self.audience = root, folder, audience
        self._made_of = source_of(root)
        self._source = self._made_of / "site" / "status"
        self._notices = Notices(root, commit, audience, spread)

    def publish(self, now: datetime) -> StatusPublished:
        """Bring the folder up to date; raises OSError where that cannot be done."""
        demand_ordinary(self._made_of)
        self._demand_legible()
        with switched(self.folder, self.root) as version:
            self._demand_newer(version.noted.get("commit"), self.folder)
            recipe = self._recipe(now)
            known = version.noted if version.noted.get("recipe") == recipe else {}
            keys: dict[str, str] = {}
            changed = 0
            for made in self._files(now):
                if made.path in keys:
                    raise SiteError(f"two pages would be {made.path}; name one of them anew")
                keys[made.path] = made.key
                changed += _put(version, made, known.get("keys", {}))
            self._stamp(version, now)
            note = {"recipe": recipe, "keys": keys, "commit": self._notices.commit}
            scan = self._scan(now)
            scan.demand_none(
                version.made(), version.kept, digest_of(version.noted) if version.noted else ""
            )
            scan.keep(digest_of(note))
            version.note(note)
            return StatusPublished(
                files=version.files,
                changed=changed,
                removed=version.gone,
                folder=self.folder,
                broken=self.broken,
                waits=self._waits,
                copied=tuple(scan.copied.values()),
            )

    def _scan(self, now: datetime) -> LeakScan:
        """What the readers of this site may not see."""
        library = self._notices.library
        seen = library.seen_by(self.audience)
        if self.audience == "public":
            # A component is shown under whichever name the policy gives it; a person never is.
            seen = replace(seen, catalog=_nobody(library.catalog))
        read = self._notices.at_full_clearance
        site = [*(text for _, text in texts(self._source)), *phrases()]
        for view in self._views(self._rule(now)):
            site += view.names_of_time()
        groups = (shown for group in self._rule(now).groups for shown in group.components)
        site += [shown.title for shown in groups if shown.title]
        sources = Sources(self._notices.keys, read, library, seen, site)
        return LeakScan(self._notices.cache, self.audience, sources)

    def demand_copy(self, to: Path) -> None:
        """Raise OSError where a folder can take no copy, OlderError where it has a newer one."""
        copy = Copy(self.folder, to, self.root)
        copy.demand_room()
        self._demand_newer(copy.commit, to)

    def copy(self, to: Path) -> None:
        """Copy what is shown to a folder; raises OSError as ``demand_copy`` does."""
        self.demand_copy(to)
        Copy(self.folder, to, self.root).bring()

    def _demand_newer(self, shown: object, folder: Path) -> None:
        """Raise OlderError where a folder shows a commit that was built on top of this one."""
        ours = self._notices.commit
        if isinstance(shown, str) and shown != ours and self._notices.git.holds(shown, ours):
            raise OlderError(f"{folder} shows {shown[:7]} already, which is newer")

    def exported(self, now: datetime) -> SummaryDocument:
        """All incidents and maintenances in one document of Statuspage's shape."""
        demand_ordinary(self._made_of)
        self._demand_legible()
        return Statuspage(self._board(now), self._title, self._url, self._told).everything()

    def _demand_legible(self) -> None:
        """Raise SiteError where what decides what is shown cannot be read."""
        demand_settings(is_set=self._notices.is_set)
        demand_status(self._notices.library)
        if self.audience == "public":
            demand_wording(self._notices.library)

    @property
    def broken(self) -> tuple[str, ...]:
        """The files that cannot be read; their incidents are not shown."""
        return tuple(path for each in self._notices.all for path in each.broken)

    @property
    def _waits(self) -> tuple[str, ...]:
        return tuple(words for each in self._notices.all for words in each.waits)

    def _board(self, now: datetime) -> Board:
        rule, zone = self._rule(now), self._notices.settings.tzinfo
        notices = dict(self._shown(rule, self._view(rule.languages[0], rule)))
        return Board(notices, rule, self._notices.catalog, now, zone)

    def _files(self, now: datetime) -> Iterator[Made]:
        board = self._board(now)
        views = self._views(board.rule)
        for view in views:
            view.mark = board.state
        for name, text in texts(self._source / "assets"):
            yield Made(f"assets/{name}", "", text.encode)
        sources = {n: text for n, text in texts(self._source) if n.endswith(".j2")}
        yield from StatusSite(
            board,
            views,
            StatusTemplates(sources),
            self._notices.keys,
            self._told,
            url=self._url,
        ).files()

    def _rule(self, now: datetime) -> StatusRule:
        policy = demand_status(self._notices.library)
        return policy.on(now.date()) if policy is not None else PLAIN

    def _shown(self, rule: StatusRule, view: View) -> Iterator[tuple[str, Notice]]:
        """What there is to show by id; a title that waits has another one in its place."""
        titles = {s.name: s.title for group in rule.groups for s in group.components if s.title}

        def named(component: str) -> str:
            return titles.get(component) or title_of(component, self._notices.catalog)

        for each in self._notices.all:
            found = each.notice
            if found is not None and found.is_unnamed:
                found = found._replace(title=untitled(found, view, named))
            if found is not None:
                yield each.id, found

    def _views(self, rule: StatusRule) -> list[View]:
        return [self._view(language, rule) for language in rule.languages]

    def _view(self, language: str, rule: StatusRule) -> View:
        """A language; words that it lacks are those of the main one, which is at the top."""
        main = rule.languages[0]
        home = "" if language == main else f"{language}/"
        known = self._words("en", installed_site() / "site" / "status")
        words: dict[str, Word] = {}
        for name in dict.fromkeys(("en", main, language)):
            told = self._words(name, self._source)
            demand_fields(told, known)
            words |= told
        view = View(language, words, self._title, home)
        view.fresh, view.url = seconds(rule.fresh), self._url
        return view

    @staticmethod
    def _words(language: str, source: Path) -> dict[str, Word]:
        path = source / "words" / f"{language}.toml"
        name = f"site/status/words/{path.name}"
        try:
            return vocabulary(path.read_text(encoding="utf-8"), name)
        except FileNotFoundError:
            raise SiteError(f"there are no words in {language}: add {name}") from None
        except UnicodeDecodeError as error:
            raise SiteError(f"{name}: {error}") from None

    @property
    def _title(self) -> str:
        """The title of the site on one line; raises SiteError for one that no page can show."""
        title = " ".join(self._notices.settings.title.split())
        if not title.isprintable():
            raise SiteError("wakebook.yaml: title holds a character that no page can show")
        return title

    @property
    def _url(self) -> str:
        """Where the site is published, with a slash; empty where nobody says."""
        url = self._notices.settings.status_url
        return f"{url.rstrip('/')}/" if url else ""

    def _told(self, incident: str) -> Told:
        found = self._notices.incident(incident)
        if found is None:
            return Told((), "")
        return Told(lines(found), found.header.summary or "")

    def _recipe(self, now: datetime) -> str:
        """Stands for all that files have in common, this toolkit and the rule in force included."""
        sources, rule = sorted(texts(self._source)), self._rule(now).model_dump_json()
        trees = f"{self._notices.digest(*_TREES)}{self._notices.elsewhere}"
        return key(self._notices.cache.tool, self.audience, sources, trees, rule)

    def _stamp(self, version: Version, now: datetime) -> None:
        """When it was built, and what stands for its content: the page asks for both."""
        stamp = {"built": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "content": version.content}
        version.put("build.json", json.dumps(stamp).encode())


def _nobody(catalog: Catalog) -> Catalog:
    """The catalog without its people: a page may show any component, and none of them."""
    kept = (entity for entity in catalog.entities if entity.kind != "User")
    return Catalog(tuple(kept), catalog.where, catalog.position)


def _put(version: Version, made: Made, known: Mapping[str, str]) -> bool:
    """A file; one that hangs on nothing that has changed is taken over unread."""
    if made.key and known.get(made.path) == made.key and version.keep(made.path):
        return False
    return version.put(made.path, made.make())
