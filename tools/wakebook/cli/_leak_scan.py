"""The last look at files before they are published: do they say what their readers may not see?

It does not ask the door through which records go to templates (``seen_by``), but reads records at
full clearance. What is hidden is kept below the git directory, where the records lie as well, and
never in a folder that is published or uploaded.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from wakebook.cli._processes import spread
from wakebook.flows.leaks import (
    CREDENTIAL,
    Explained,
    LeakError,
    Needles,
    Told,
    allowance,
    is_unknown,
    of_shared_files,
    pieces,
    place,
    texts,
    told,
    told_of,
)
from wakebook.flows.unfit import unfit, unfit_shared
from wakebook.model.base import Audience
from wakebook.model.library import Library
from wakebook.records.cache import Cache
from wakebook.render.readable import readable, words
from wakebook.rules.context import Context

Files = Iterable[tuple[str, bytes]]
_RUNS = 4
"""Publications of which it is kept what they had looked for."""


class Sources(NamedTuple):
    """Where a scan reads what is hidden, and what is not.

    ``keys`` has a digest of all that each incident's texts hang on, ``read`` gives a library with
    these incidents at full clearance, ``shared`` is one with all that is no incident, and ``seen``
    is what the audience sees of that. ``site`` are texts of the site itself.
    """

    keys: Mapping[str, str]
    read: Callable[[Sequence[str]], Library]
    shared: Library
    seen: Library
    site: Iterable[str]


class LeakScan:
    """What one audience may not see of a tree; without a cache everything is read each time."""

    def __init__(self, cache: Cache | None, audience: Audience, sources: Sources) -> None:
        self._cache, self._audience, self._sources = cache, audience, sources
        policy = sources.shared.disclosure
        self._allowed = policy.allowed if policy is not None else ()
        basis = f"{cache.tool if cache is not None else ''} {' '.join(self._allowed)}"
        if audience == "public":
            basis += _judging(sources.shared)
        self.copied: dict[str, str] = {}
        """What a restricted text says as well, in a sentence each: somebody has copied it."""
        self._keys = {name: f"{audience} {key} {basis}" for name, key in sources.keys.items()}

    def demand_none(self, made: Files, others: Callable[[], Files], last: str) -> None:
        """Raise LeakError where a file tells too much; its message says where and repeats nothing.

        ``made`` are the files that are new, and ``others`` those that stay as they are: these are
        looked into for what has become hidden since the publication that ``last`` stands for.
        """
        before = self._kept(last)
        changed = [name for name, key in self._keys.items() if before.get(name) != key]
        old = self._rows({name: before[name] for name in changed if name in before})
        rows = self._all
        self._demand_fit(rows)
        hidden = {name: row.hidden for name, row in rows.items()}
        shared = self._shared_told
        unknown = (name for name, row in rows.items() if is_unknown(name, row))
        known = Explained(self._shown, self._allowed, unknown, self._words_of_the_site)
        self._look(Needles({**hidden, "": shared.hidden}), made, known)
        fresh = {
            name: row.hidden if name not in old else _narrowed(row, old[name])
            for name in changed
            for row in (rows[name],)
        }
        if before.get("") != self._digest_of_shared:
            fresh[""] = shared.hidden
        if last and any(fresh.values()):
            self._look(Needles(fresh), others(), known)

    def keep(self, publication: str) -> None:
        """Remember what was looked for when the publication with this digest was made."""
        if self._cache is not None:
            kept = {**self._keys, "": self._digest_of_shared}
            self._cache.keep_run(f"{self._audience} {publication}", kept, _RUNS)

    def _kept(self, publication: str) -> dict[str, str]:
        if self._cache is None or not publication:
            return {}
        return self._cache.run(f"{self._audience} {publication}", _texts) or {}

    def _rows(self, keys: Mapping[str, str]) -> dict[str, Told]:
        return self._cache.incidents(keys.items(), told_of) if self._cache is not None else {}

    @cached_property
    def _all(self) -> dict[str, Told]:
        """Every incident with what it tells; read anew are those that are not as they were."""
        rows = self._rows(self._keys)
        missing = [name for name in self._keys if name not in rows]
        made = dict(zip(missing, spread(self._of_incidents, missing), strict=True))
        if self._cache is not None and made:
            self._cache.keep_incidents((n, self._keys[n], list(row)) for n, row in made.items())
        return rows | made

    def _of_incidents(self, names: Sequence[str]) -> Iterator[Told]:
        library = self._sources.read(names) if names else self._sources.shared
        ctx = Context(library)
        for name in names:
            row = told(texts(library, name), self._audience, self._allowed)
            more = unfit(name, ctx) if self._audience == "public" else ()
            yield row._replace(unfit=(*row.unfit, *more))

    @cached_property
    def _rare(self) -> frozenset[str]:
        rows = self._all.values()
        return frozenset(piece for row in rows if row.rare for piece in row.rare.splitlines())

    @cached_property
    def _shared_told(self) -> Told:
        said = of_shared_files(self._sources.shared, self._sources.seen)
        row = told(said, self._audience, self._allowed)
        more = unfit_shared(Context(self._sources.shared)) if self._audience == "public" else ()
        return row._replace(unfit=(*row.unfit, *more))

    @property
    def _digest_of_shared(self) -> str:
        return hashlib.sha256(self._shared_told.hidden.encode()).hexdigest()

    @property
    def _words_of_the_site(self) -> Iterator[str]:
        """What is there whatever is recorded, and what components are called."""
        yield from self._sources.site
        for name, entity in self._sources.seen.catalog.components.items():
            yield f"{name} {entity.title}"

    def _shown(self) -> Iterator[str]:
        yield from (row.shown for row in self._all.values())
        yield self._shared_told.shown
        yield from map(words, self._sources.site)

    def _demand_fit(self, rows: Mapping[str, Told]) -> None:
        found = [(name, each) for name, row in rows.items() for each in row.unfit]
        found += [("", each) for each in self._shared_told.unfit]
        if found:
            name, first = found[0]
            code, _, route = first.partition(" ")
            what = "holds a secret" if code == CREDENTIAL else f"says what it may not ({code})"
            where = f"{name} {route}".strip()
            more = f" and in {len(found) - 1} more places" if len(found) > 1 else ""
            raise LeakError(f"a text for the public {what}, in {where}{more}; see `wakebook check`")

    def _look(self, needles: Needles, files: Files, known: Explained) -> None:
        if not len(needles):
            return
        for path, content in files:
            for text in readable(path, content):
                for piece, owner in needles.found(text):
                    if piece not in known:
                        raise LeakError(self._sentence(path, piece, owner))
                    if piece in self._rare and allowance(piece) not in self._allowed:
                        self.copied[piece] = self._repeating(path, piece, owner)

    @property
    def _readers(self) -> str:
        return {"public": "the public", "staff": "the staff"}.get(self._audience, "anybody")

    def _sentence(self, path: str, piece: str, owner: str) -> str:
        told = f"{path} would tell {self._readers} what is for fewer readers"
        advice = f"if that is no leak, allow {allowance(piece)} in policies/disclosure.yaml"
        return f"{told}, from {self._where(piece, owner)}; {advice}"

    def _repeating(self, path: str, piece: str, owner: str) -> str:
        told = f"{path} tells {self._readers} the same words as {self._where(piece, owner)}"
        advice = f"if they may read it, allow {allowance(piece)} in policies/disclosure.yaml"
        return f"{told}, which is restricted; {advice}"

    def _where(self, piece: str, owner: str) -> str:
        said = (
            texts(self._sources.read([owner]), owner)
            if owner
            else of_shared_files(self._sources.shared, self._sources.seen)
        )
        routes = (each.route for each in said if piece in pieces(each.text, least=1))
        return f"{owner} {place(next(routes, ()))}".strip()


def _judging(library: Library) -> str:
    """Stands for what judges texts for the public: a policy, and the names of the catalog."""
    policy = library.disclosure.model_dump_json() if library.disclosure is not None else ""
    names = (Context(library).called.pattern, *sorted(library.catalog.components))
    return hashlib.sha256(" ".join((policy, *names)).encode()).hexdigest()


def digest_of(note: Mapping[str, Any]) -> str:
    """Stands for a publication by what was noted of it, read back or not."""
    told = json.dumps(note, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _narrowed(row: Told, old: Told) -> str:
    """What is hidden now and could be read before."""
    read = f" {' / '.join(old.shown.split(chr(10)))} "
    return "\n".join(piece for piece in row.hidden.splitlines() if f" {piece} " in read)


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise ValueError("this was never kept")
    return value
