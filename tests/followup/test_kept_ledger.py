"""The ledger that is kept makes the follow-up faster, and never says anything else."""

import hashlib
import json
import sqlite3
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.followup.conftest import ACTIONS, OWN_POOL

pytestmark = pytest.mark.daily(3)

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


def _schema(path) -> None:
    raw = path.read_bytes()
    assert b"CREATE TABLE" in raw
    path.write_bytes(raw.replace(b"CREATE TABLE", b"CREATE\xff\xfe\xa0TAB"))


HARMS = {
    "schema": _schema,
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


def _put(path, value: str, *, newest: bool) -> None:
    """Another value in each row, with the digest that belongs to it."""
    with sqlite3.connect(path) as connection:
        rows = [row for (row,) in connection.execute("SELECT key FROM runs").fetchall()]
        connection.execute("DELETE FROM runs")
        for key in rows:
            name = f"{key[:-3]}abc" if newest else key
            digest = hashlib.sha256(f"{name}\0{value}".encode()).hexdigest()
            connection.execute("INSERT INTO runs VALUES (?, ?, ?)", (name, value, digest))
    connection.close()


CASE = ["2026-11-27-mail", "Mail", "staff", True, True, False]
DUE = ["2026-11-27-mail/a", "Mail", None, "2026-12-01", "staff"]
PARTS = st.sampled_from(
    [[], {}, 5, None, "x", True, 1.5, "2026-99-99-mail", "staff", CASE, DUE, [CASE], [DUE], [[]],
     [["bad", *CASE[1:]]], [[*CASE, [["WB0601", "x", "user:a", "soon"]]]],
     [[*CASE, [], [[1]], [2]]],
     [[*DUE[:3], "soon", "staff"]], [["x", *DUE[1:]]], [[*DUE[:4], "all"]],
     [CASE[:2]], {"keys": []}]
)  # fmt: skip
SHAPES = PARTS | st.lists(PARTS, max_size=3) | st.dictionaries(st.sampled_from("ab"), PARTS)


def _is_ledger(value: object) -> bool:
    """Whether it has the shape of one: it is small, and says what nobody kept."""
    pair = isinstance(value, list) and len(value) == 2
    return pair and value[0] in ([], [CASE]) and value[1] in ([], [DUE], [CASE])


@pytest.mark.thorough
@settings(
    max_examples=examples(300),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(value=SHAPES.filter(lambda value: not _is_ledger(value)), newest=st.booleans())
def test_6_3_a_row_of_another_shape_is_done_without(owing, wakebook, value, newest):
    words = ("follow-up", "--at", AT, "--format", "json")
    kept(owing).unlink(missing_ok=True)
    cold = wakebook(*words, cwd=owing)
    assert json.loads(cold.stdout)["obligations"]
    _put(kept(owing), json.dumps(value), newest=newest)
    assert wakebook(*words, cwd=owing) == cold


@pytest.mark.parametrize("text", ["[" * 100_000, "NaN", '"x', "1" * 5_000, ""])
@pytest.mark.parametrize("name", ["ledger", "checks"])
def test_6_3_a_row_that_is_no_json_is_done_without(owing, wakebook, name, text):
    words = ("follow-up", "--at", AT) if name == "ledger" else ("check",)
    cold = wakebook(*words, cwd=owing)
    path = owing.root / f".git/wakebook/{name}.sqlite"
    _put(path, text, newest=False)
    assert wakebook(*words, cwd=owing) == cold


@pytest.mark.parametrize("value", [[], {}, 5, [[], "x", 1], [[[]], 1, None], [[[1] * 7], 1, None]])
def test_3_5_findings_of_another_shape_are_found_anew(owing, wakebook, value):
    cold = wakebook("check", cwd=owing)
    path = owing.root / ".git/wakebook/checks.sqlite"
    text = json.dumps(value)
    with sqlite3.connect(path) as connection:
        for table in ("runs", "incidents"):
            for (key,) in connection.execute(f"SELECT key FROM {table}").fetchall():  # noqa: S608
                digest = hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()
                told = (text, digest, key)
                connection.execute(f"UPDATE {table} SET value=?, digest=? WHERE key=?", told)  # noqa: S608
    connection.close()
    assert wakebook("check", cwd=owing) == cold


@pytest.mark.parametrize("harm", [_schema, HARMS["no-database"], HARMS["cut"]])
def test_3_5_a_damaged_cache_of_findings_is_made_anew(owing, wakebook, harm):
    cold = wakebook("check", cwd=owing)
    path = owing.root / ".git/wakebook/checks.sqlite"
    harm(path)
    assert wakebook("check", cwd=owing) == cold
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
    connection.close()


def test_6_3_a_ledger_that_somebody_writes_to_is_done_without_and_stays(owing, told):
    cold = told(owing, anew=True)
    before = kept(owing).stat().st_ino
    connection = sqlite3.connect(kept(owing))
    connection.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    assert told(owing) == cold
    assert time.monotonic() - began < 30
    connection.close()
    assert kept(owing).stat().st_ino == before
    assert told(owing) == cold
