"""Properties of the score: nothing that moves away from an incident gets more likely."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.flows.linking.clocks import between
from wakebook.flows.linking.scene import Scene
from wakebook.flows.linking.scoring import grade, ranked
from wakebook.flows.linking.undone import Undone
from wakebook.model.catalog import Catalog, Entity
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.source import SourceChange, SourceCommit, Touched

START = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
CHAIN = ("c0", "c1", "c2", "c3", "c4")
WINDOW = timedelta(hours=24)


def _catalog() -> Catalog:
    entities = tuple(
        Entity.model_validate(
            {
                "apiVersion": "backstage.io/v1alpha1",
                "kind": "Component",
                "metadata": {"name": name},
                "spec": {"dependsOn": [f"component:{CHAIN[n + 1]}"] if n + 1 < len(CHAIN) else []},
            }
        )
        for n, name in enumerate(CHAIN)
    )
    return Catalog(entities)


CATALOG = _catalog()


def _scene(text: str = "Timeouts of pool in conn.py") -> Scene:
    header = Header(title="Errors", kind="incident", audience="staff", components=("c0",))
    lines: list[dict[str, Any]] = [
        {"kind": "started", "at": "2026-11-20T14:03Z", "by": "user:ana"},
        {"kind": "observation", "at": "2026-11-20T14:04Z", "by": "user:ana", "text": text},
        {"kind": "mitigated", "at": "2026-11-20T14:43Z", "by": "user:ana"},
    ]
    incident = Incident("2026-11-20-x", header).plus("20261120T140500Z-a001", lines)
    return Scene(incident, CATALOG, WINDOW, START + timedelta(hours=2))


_PATHS = st.sampled_from(
    ["src/conn.py", "config/app.yaml", "docs/a.md", "db/migrations/1.sql", "x.go"]
)


@st.composite
def _changes(draw: st.DrawFn) -> SourceChange:
    number = draw(st.integers(0, 10**6))
    kind = draw(st.sampled_from(["commit", "deployment", "rollback"]))
    paths = draw(st.lists(_PATHS, max_size=4, unique=True))
    return SourceChange(
        ref=f"git:x@{number:040x}",
        kind=kind,
        components=(draw(st.sampled_from(CHAIN)),),
        at=START - timedelta(seconds=draw(st.integers(0, 24 * 3600))),
        title=draw(
            st.sampled_from(["Limit the pool", "Fix", "Round prices", "conn: timeouts", ""])
        ),
        touched=tuple(Touched(path, "0" * 40, "1" * 40) for path in paths),
        files=draw(st.sampled_from([len(paths), 300])),
        shipped=f"{number:040x}",
        deployed=draw(st.sampled_from([None, True, False])),
    )


_CHANGES = st.lists(_changes(), min_size=1, max_size=8, unique_by=lambda change: change.ref)
_BACK = st.none() | st.integers(-600, 7200).map(
    lambda s: Undone(START + timedelta(seconds=s), "reverted")
)


def _score(changes: list[SourceChange], ref: str, undone: dict[str, Undone]) -> float | None:
    found = [
        suspect.score for suspect in ranked(changes, _scene(), undone) if suspect.change.ref == ref
    ]
    return found[0] if found else None


@settings(max_examples=examples(500))
@given(_CHANGES, st.integers(1, 24 * 3600), _BACK)
def test_5_4_moving_a_change_further_away_in_time_never_raises_its_score(
    changes: list[SourceChange], seconds: int, back: Undone | None
) -> None:
    first, *others = changes
    assert first.at is not None
    undone = {first.ref: back} if back else {}
    moved = first._replace(at=first.at - timedelta(seconds=seconds))
    old, new = (_score([each, *others], first.ref, undone) for each in (first, moved))
    assert old is not None
    assert 0 <= old < 1
    gone_before = (
        back is not None and first.at >= back.at
    )  # undone before it was done: no such case
    assert new is None or new <= old or gone_before


@settings(max_examples=examples(500))
@given(_CHANGES, st.integers(1, 4))
def test_5_4_moving_a_change_further_away_in_the_graph_never_raises_its_score(
    changes: list[SourceChange], steps: int
) -> None:
    first, *others = changes
    place = min(CHAIN.index(first.components[0]) + steps, len(CHAIN) - 1)
    moved = first._replace(components=(CHAIN[place],))
    old, new = (_score([each, *others], first.ref, {}) for each in (first, moved))
    assert old is not None
    assert new is not None
    assert new <= old


@settings(max_examples=examples(300))
@given(_CHANGES, st.randoms(use_true_random=False))
def test_5_4_the_order_of_input_does_not_matter(changes: list[SourceChange], random: Any) -> None:
    shuffled = list(changes)
    random.shuffle(shuffled)
    assert ranked(changes, _scene(), {}) == ranked(shuffled, _scene(), {})


@settings(max_examples=examples(300))
@given(_CHANGES)
def test_5_4_a_revert_during_the_incident_never_lowers_a_score(changes: list[SourceChange]) -> None:
    ref = changes[0].ref
    back = {ref: Undone(START + timedelta(minutes=30), "reverted")}
    old, new = _score(changes, ref, {}), _score(changes, ref, back)
    assert old is not None
    assert new is not None
    assert new >= max(old, 0.9)


@given(st.floats(0, 1))
def test_5_4_every_score_has_words(score: float) -> None:
    assert grade(score) in ("very likely", "likely", "possible", "unlikely")


def test_5_4_a_text_without_blanks_is_no_trap() -> None:
    scene = _scene("a" * 150_000 + "." * 40_000 + "/a" * 5_000)
    (suspect,) = ranked([_some()], scene, {})
    assert suspect.score > 0


def _some() -> SourceChange:
    at = START - timedelta(minutes=5)
    return SourceChange("git:x@1", "commit", ("c0",), at, "Fix", files=1, shipped="1")


_TIMES = st.lists(st.integers(-40, 10), min_size=1, max_size=30).map(sorted)


@settings(max_examples=examples(300))
@given(_TIMES, st.data())
def test_5_4_one_wrong_clock_changes_what_is_said_of_no_other_commit(
    hours: list[int], data: st.DataObject
) -> None:
    commits = [
        SourceCommit(str(n), START + timedelta(hours=hour), "") for n, hour in enumerate(hours)
    ][::-1]
    place = data.draw(st.integers(0, len(commits) - 1))
    clock = data.draw(
        st.sampled_from([None, START - timedelta(days=9999), START + timedelta(days=9999)])
    )
    wrong = [c._replace(at=clock) if n == place else c for n, c in enumerate(commits)]
    name = commits[place].id

    def others(found: list[SourceCommit]) -> list[SourceCommit]:
        return [commit for commit in found if commit.id != name]

    whole = between(commits, START - WINDOW, START)
    assert others(between(wrong, START - WINDOW, START)) == others(whole)
    if any(commit.id == name for commit in whole) and 0 < place < len(commits) - 1:
        assert any(c.id == name for c in between(wrong, START - WINDOW, START))


def test_5_4_of_two_clocks_that_contradict_each_other_the_nearer_one_is_believed() -> None:
    hours = [0, -9_999, 0, 0]
    commits = [SourceCommit(str(n), START + timedelta(hours=h), "") for n, h in enumerate(hours)]
    found = between(commits[::-1], START - WINDOW, START)
    assert [(c.id, c.at) for c in found] == [
        ("3", START),
        ("2", START),
        ("1", None),
        ("0", START),
    ]
