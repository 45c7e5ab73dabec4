"""The ledger that is kept makes the follow-up faster, and never says anything else."""

import json
import sqlite3

import pytest
from tests.followup.conftest import ACTIONS, OWN_POOL

AT = "2027-02-01T09:00Z"
OTHER = "postmortems/2026/2026-10-19-payments-timeouts/actions/limit.yaml"

LIMIT = "title: Put a limit there\nkind: prevent\nowner: user:ana\ndue: 2026-12-20\n"


@pytest.fixture
def told(wakebook):
    """What a run says, with or without what was kept, in every form."""

    def said(repository, *, anew: bool = False) -> list[tuple[int, str, str]]:
        if anew:
            kept(repository).unlink(missing_ok=True)
        words = (["follow-up", "--at", AT], ["actions", "--status", "all", "--rev", "HEAD"])
        ran = [
            wakebook(*each, "--format", form, cwd=repository)
            for form in ("json", "text")
            for each in words
        ]
        return [(each.code, each.stdout, each.stderr) for each in ran]

    return said


def kept(repository):
    return repository.root / ".git/wakebook/ledger.sqlite"


@pytest.fixture
def owing(clone):
    """A repository that owes several things, with a name that is hard to keep."""
    item = (clone.root / OWN_POOL).read_text(encoding="utf-8")
    clone.write(OTHER, "title: Grüße \U0001f600\nkind: prevent\nowner: user:ben\ndue: 2026-12-20\n")
    waiver = "{rule: WB6301, reason: r, by: 'user:ana', until: 2026-12-01}"
    clone.write(f"{ACTIONS}/waived.yaml", f"{item}waivers: [{waiver}]\n")
    clone.write(f"{ACTIONS}/broken.yaml", "title: [\n")
    clone.commit("Owe more")
    return clone


def test_6_3_warm_and_cold_say_the_same(owing, told):
    cold = told(owing, anew=True)
    obligations = json.loads(cold[0][1])["obligations"]
    assert {"own-pool", "limit", "waived"} <= {o["subject"].rpartition("/")[2] for o in obligations}
    assert {o["kind"] for o in obligations} >= {"action", "waiver"}
    assert f"{ACTIONS}/broken.yaml cannot be read" in cold[0][2]
    assert kept(owing).stat().st_size
    assert told(owing) == cold


def test_6_3_a_warm_run_reads_no_incident(owing, told, monkeypatch):
    cold = told(owing, anew=True)

    def fail(*_: object) -> None:
        raise AssertionError("an incident was read")

    monkeypatch.setattr("wakebook.records.ledger.Ledger.read", fail)
    assert told(owing) == cold


def test_6_3_after_a_change_only_its_incident_is_read(owing, told, monkeypatch):
    from wakebook.records.ledger import Ledger

    told(owing, anew=True)
    owing.write(OTHER, LIMIT)
    owing.commit("Change")
    read, asked = Ledger.read, []

    def noted(ledger: Ledger, incidents: list[str]) -> list[object]:
        asked.extend(incidents)
        return read(ledger, incidents)

    monkeypatch.setattr(Ledger, "read", noted)
    warm = told(owing)
    assert asked == [OTHER.split("/")[2]]
    assert "Put a limit there" in warm[0][1]
    assert told(owing, anew=True) == warm


def test_6_3_what_is_gone_is_not_taken_over(owing, told):
    told(owing, anew=True)
    (owing.root / OWN_POOL).unlink()
    owing.commit("Remove")
    warm = told(owing)
    assert "own-pool" not in warm[0][1]
    assert told(owing, anew=True) == warm


def test_6_3_other_settings_read_everything_anew(owing, told):
    told(owing, anew=True)
    settings = (owing.root / "wakebook.yaml").read_text(encoding="utf-8")
    plain = "".join(line for line in settings.splitlines(True) if not line.startswith("zone:"))
    owing.write("wakebook.yaml", f"{plain}zone: Pacific/Auckland\n")
    owing.commit("Move")
    warm = told(owing)
    assert told(owing, anew=True) == warm


def _alter(change: str):
    def altered(path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute(change)
        connection.close()

    return altered


def _flip(part: float):
    def flipped(path) -> None:
        raw = bytearray(path.read_bytes())
        raw[int(part * (len(raw) - 1))] ^= 0x55
        path.write_bytes(raw)

    return flipped


HARMS = {
    "no-database": lambda path: path.write_bytes(b"this is no database"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "empty": lambda path: path.write_bytes(b""),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "other-rows": _alter("""UPDATE runs SET value = '{"keys": [], "rows": []}'"""),
    "other-form": _alter("UPDATE runs SET value = '[]'"),
    "no-text": _alter("UPDATE runs SET value = x'ff', digest = NULL"),
    "other-key": _alter("UPDATE runs SET key = key || 'x'"),
    "no-table": _alter("DROP TABLE runs"),
    **{f"flip-{n}": _flip(n / 24) for n in range(25)},
}


@pytest.mark.variants(4, every=8)
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_6_3_a_damaged_ledger_is_done_without(owing, told, harm):
    cold = told(owing, anew=True)
    harm(kept(owing))
    assert told(owing) == cold
    owing.write(OTHER, LIMIT)
    owing.commit("Change")
    if kept(owing).is_file():
        harm(kept(owing))
    warm = told(owing)
    if kept(owing).is_file():
        assert told(owing, anew=True) == warm
