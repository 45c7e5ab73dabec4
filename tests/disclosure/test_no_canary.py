"""No word of a record is in anything that is published for those who may not see it (3.5, 6.6).

The proof of threats.md, D8: records with a word of their own in every field and in every name.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.disclosure.planting import Canaries, incident, narrower, shared

from wakebook.cli._status_publication import StatusPublication

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
CANARY = re.compile(rb"canary[a-z]*\d{4}", re.IGNORECASE)
OPEN = """title: Orders number {n} fail
kind: incident
audience: public
components: [checkout]
"""
LOG = """- {{kind: declared, at: 2026-10-01T0{hour}:00Z, by: 'user:ana', audience: public}}
- {{kind: update, audience: public, at: 2026-10-01T0{hour}:05Z, by: 'user:ana',
   text: We see {n}.}}
- {{kind: observation, at: 2026-10-01T0{hour}:06Z, by: 'user:ana', text: Lock {n} is held for long}}
- {{kind: resolved, at: 2026-10-01T0{hour}:30Z, by: 'user:ana', audience: public}}
"""


def plant(repository, sealed: int, internal: int, public: int) -> list[str]:
    """Write records of all audiences; the paths of those that are restricted."""
    paths: list[str] = []
    for number in range(sealed):
        _, files = incident(
            Canaries(f"r{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10]}"), "restricted"
        )
        paths += files
        _write(repository, files)
    files = shared(Canaries("rshared"), "restricted")
    paths += files
    _write(repository, files)
    for number in range(internal):
        _write(repository, incident(Canaries(f"s{'abcdefghij'[number]}"), "staff")[1])
    _write(repository, shared(Canaries("sshared"), "staff"))
    _write(repository, narrower(Canaries("np"), "public")[1])
    _write(repository, narrower(Canaries("ns"), "staff")[1])
    for number in range(public):
        place = f"incidents/2026/2026-10-01-orders-{number:04}"
        repository.write(f"{place}/incident.yaml", OPEN.format(n=number))
        log = LOG.format(n=number, hour=number % 9)
        repository.write(f"{place}/timeline/20261001T090000Z-0001.yaml", log)
    return paths


def _write(repository, files):
    for path, text in files.items():
        repository.write(path, text)


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its name and its bytes, unpacked where they are packed."""
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
            yield path.relative_to(folder).as_posix(), raw


def canaries(folder: Path) -> set[str]:
    """The canaries of a folder, in names and bytes."""
    found: set[bytes] = set()
    for name, raw in contents(folder):
        found.update(CANARY.findall(raw), CANARY.findall(name.encode()))
    return {each.decode().lower() for each in found}


def stems(found: set[str], *begin: str) -> set[str]:
    return {each for each in found if each.removeprefix("canary").startswith(begin)}


def published(repository, wakebook, audience, to):
    """Publish both sites for an audience and give back what was printed."""
    printed = ""
    for site in ("knowledge", "status"):
        ran = wakebook("publish", site, "--audience", audience, "--to", to, cwd=repository)
        assert ran.code == 0, ran.stdout + ran.stderr
        printed += ran.stdout + ran.stderr
    return printed


def at_one_time(repository, wakebook, to):
    """Both sites for the public, the status site as at a fixed time: uptime goes on by itself."""
    ran = wakebook("publish", "--audience", "public", "--to", to, cwd=repository)
    assert ran.code in (0, 1)
    assert "nothing was published" not in ran.stderr
    commit = repository.git("rev-parse", "HEAD").strip()
    folder = repository.root / to / "status"
    StatusPublication(repository.root, commit, "public", folder).publish(NOW)
    return undated(repository.root / to)


def prove(repository, wakebook):
    """For each audience nothing that is narrower, and for the control all that is not."""
    repository.commit()
    printed = published(repository, wakebook, "public", "build-public")
    assert canaries(repository.root / "build-public") == set()
    printed += published(repository, wakebook, "staff", "build-staff")
    staff = canaries(repository.root / "build-staff")
    assert stems(staff, "r", "ns") == set()
    assert len(stems(staff, "s")) > 50, "the staff reads what is theirs"
    assert len(stems(staff, "np")) > 20, "what the public may not read, the staff may"
    published(repository, wakebook, "restricted", "build-few")
    few = canaries(repository.root / "build-few")
    assert len(stems(few, "r")) > 50, "the words are shown where they may be"
    assert len(stems(few, "ns")) > 20
    assert not CANARY.search(printed.encode())


@pytest.mark.thorough
def test_6_6_no_word_of_a_narrower_record_is_in_any_byte(small, wakebook):
    plant(small, sealed=2, internal=1, public=4)
    prove(small, wakebook)


@pytest.mark.thorough
def test_6_6_a_hundred_sealed_records_of_a_thousand_leave_no_trace(small, wakebook):
    (small.root / ".git/info").mkdir(exist_ok=True)
    (small.root / ".git/info/exclude").write_text("build-*\nfresh\n")
    paths = plant(small, sealed=100, internal=3, public=894)
    prove(small, wakebook)
    before = at_one_time(small, wakebook, "build-public")
    for path in paths:
        file = small.root / path
        file.write_text(file.read_text().replace("canary", "finch"))
    small.commit()
    assert at_one_time(small, wakebook, "build-public") == before
    assert at_one_time(small, wakebook, "fresh") == before


def undated(folder: Path) -> dict[str, bytes]:
    """Both sites byte by byte, without what only says when they were built and from what."""
    found = {}
    for site in ("site", "docs", "status"):
        for name, raw in contents((folder / site).resolve()):
            if name not in ("build.json", "manifest.json"):
                found[f"{site}/{name}"] = raw
    stamp = json.loads((folder / "site/build.json").read_text())
    found["stamp"] = str({k: stamp[k] for k in ("incidents", "postmortems", "unreadable")}).encode()
    return found


@pytest.fixture(scope="module")
def planted_shop(begun, tmp_path_factory):
    """The small shop with sealed records, copied once for all examples."""
    import shutil

    from tests.conftest import Repository

    found = Repository(shutil.copytree(begun("small"), tmp_path_factory.mktemp("p12") / "shop"))
    return found, plant(found, sealed=2, internal=0, public=2)


DEEDS = ("letter", "byte", "gone", "again", "broken", "wider-words")


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), deed=st.sampled_from(DEEDS))
def test_3_5_no_restricted_byte_changes_a_public_one(planted_shop, wakebook, seed, deed):
    """Property P12: the public's view does not depend on what is restricted."""
    repository, paths = planted_shop
    chance = random.Random(seed)
    repository.git("checkout", "--quiet", "--", ".") if repository.git(
        "status", "--short"
    ) else None
    if not (repository.root / "build-public").exists():
        (repository.root / ".git/info/exclude").write_text("build-public\n")
        repository.commit()
        planted_shop[0].before = at_one_time(repository, wakebook, "build-public")
    file = repository.root / chance.choice([p for p in paths if "evidence" not in p])
    text = file.read_text()
    match deed:
        case "letter":
            file.write_text(
                text.replace("canary", chance.choice("abc") * 6, chance.randrange(1, 9))
            )
        case "byte":
            raw = bytearray(file.read_bytes())
            raw[chance.randrange(len(raw))] = chance.randrange(256)
            file.write_bytes(raw)
        case "gone":
            file.unlink()
        case "again":
            other = file.with_name(f"{chance.randrange(10**9)}-{file.name}")
            other.write_text(text)
        case "broken":
            file.write_text(text[: chance.randrange(1, len(text))])
        case "wider-words":
            file.write_text(text.replace("canary", "public staff: public, "))
    if b"restricted" not in (file.read_bytes() if file.exists() else b"restricted"):
        return
    repository.commit()
    try:
        after = at_one_time(repository, wakebook, "build-public")
    finally:
        repository.git("reset", "--quiet", "--hard", "HEAD~1")
    assert after == planted_shop[0].before
