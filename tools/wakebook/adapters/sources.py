"""The repositories of components: found beside the records or fetched, then read.

A mirror lies in git's own folder of the records' repository, so that nobody commits it.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from wakebook.flows.linking.commits import Branch
from wakebook.model.source import Location
from wakebook.records.git import Git, GitError
from wakebook.records.source_history import Source, SourceError

_PATIENCE = 20.0
"""Seconds for reading all histories."""
_FETCH = 120.0
_LARGEST = 2 * 2**30
"""Bytes that one file of a mirror may have."""


class Branches(NamedTuple):
    """What could be read, and what there is to say about the rest."""

    found: tuple[Branch, ...]
    remarks: tuple[str, ...]


class Sources:
    """Reads histories below ``root``; ``kept`` is git's folder there, None outside of git."""

    def __init__(self, root: Path, kept: Path | None) -> None:
        self._root = root
        self._kept = kept
        self._end = time.monotonic() + _PATIENCE

    def branches(self, places: Mapping[str, Location], span: tuple[datetime, datetime]) -> Branches:
        """The branches that components come from, each read once; one that fails hides no other."""
        remarks: dict[str, None] = {}
        found: list[Branch] = []
        for place in dict.fromkeys(location.place for location in places.values()):
            here = {name: each for name, each in places.items() if each.place == place}
            location = next(iter(here.values()))
            names = ", ".join(sorted(here)[:3])
            try:
                found += self._read(here, span, remarks)
            except SourceError as error:
                where = location.identity if location.remote else place
                remarks[f"source of {names}: {where} {error}"] = None
        return Branches(tuple(found), tuple(remarks))

    def _read(
        self,
        here: Mapping[str, Location],
        span: tuple[datetime, datetime],
        remarks: dict[str, None],
    ) -> Iterable[Branch]:
        location = next(iter(here.values()))
        source = Source(self._place(location))
        tips = {name: source.tip(each.rest) for name, each in here.items()}
        for tip in tips.values():
            if tip.remark is not None:
                remarks[f"{location.identity} {tip.remark}"] = None
        for commit in dict.fromkeys(tip.commit for tip in tips.values() if tip.commit):
            read = source.history(commit, span, lambda: time.monotonic() > self._end)
            remarks.update(dict.fromkeys(f"{location.identity} {told}" for told in read.remarks))
            folders = {name: tip.folder for name, tip in tips.items() if tip.commit == commit}
            yield Branch(location.identity, read.commits, folders)

    def _place(self, location: Location) -> Path:
        if not location.remote:
            return self._root / location.place
        mirror = self._mirror(location)
        if mirror is None or not mirror.is_dir():
            raise SourceError("is not here; add --fetch, or say where a clone is with --source")
        return mirror

    def _mirror(self, location: Location) -> Path | None:
        if self._kept is None:
            return None
        name = hashlib.sha256(location.place.encode()).hexdigest()[:24]
        return self._kept / "wakebook" / "sources" / f"{name}.git"

    def fetch(self, places: Iterable[Location]) -> list[str]:
        """Bring mirrors up to date; a remark for each that failed, which hides no other."""
        remarks = []
        for location in {each.place: each for each in places if each.remote}.values():
            mirror = self._mirror(location)
            try:
                if mirror is None:
                    raise GitError("this folder is not under git, so there is no room for a mirror")
                _fetch(mirror, location.place)
            except (GitError, OSError) as error:
                remarks.append(f"{location.identity} was not fetched: {error}")
        return remarks


def _fetch(mirror: Path, address: str) -> None:
    """Fetch all branches without the files' contents; nothing is checked out, no hook runs."""
    mirror.mkdir(parents=True, exist_ok=True)
    git = Git(mirror, _settings(address))
    if not (mirror / "HEAD").is_file():
        git.run("init", "--quiet", "--bare", "--template=")
        git.run("config", "remote.origin.url", address)
    heads = "+refs/heads/*:refs/remotes/origin/*"
    asked = ("fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules")
    head = "+HEAD:refs/remotes/origin/HEAD"
    git.run(*asked, "--filter=blob:none", "origin", heads, head, patience=_FETCH, largest=_LARGEST)


def _settings(address: str) -> dict[str, str]:
    """Settings of git for one fetch: these ways of asking alone, and nothing in the background."""
    given = {
        "core.hooksPath": os.devnull,
        "protocol.allow": "never",
        f"protocol.{_protocol(address)}.allow": "always",
        "fetch.unpackLimit": "1",
        "gc.auto": "0",
        "maintenance.auto": "false",
        "transfer.bundleURI": "false",
    }
    told = {"GIT_CONFIG_COUNT": str(len(given))}
    for number, (key, value) in enumerate(given.items()):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return told


def _protocol(address: str) -> str:
    scheme = address.partition("://")[0]
    return scheme if scheme in ("https", "file") else "ssh"
