"""What is kept of incidents comes back as it was, or not at all."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples
from tests.measures import drawn

from wakebook.model.kept import Kept
from wakebook.model.kept_measured import columns_of, rows_of
from wakebook.model.measured import Broken, Gap, Lost, Measured, Point, Step
from wakebook.records.cache import Cache

_BROKEN = st.builds(Broken, st.just("2020-01-01-x"), st.just(("incidents/a", "incidents/b")))
_OTHER = st.sampled_from([None, True, -1, 99, 10**400, 0.5, "", "\ud800", "staff", [], [[]], {}])


@st.composite
def _kept(draw) -> Kept[Any]:
    rows = [*draw(drawn.rows())]
    for broken in draw(st.lists(_BROKEN, max_size=2)):
        rows.insert(draw(st.integers(0, len(rows))), broken)
    return Kept(tuple(f"digest {n}" for n in range(len(rows))), tuple(rows))


def _places(value: Any) -> Iterator[tuple[list[Any], int]]:
    """Every place of nested lists."""
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield value, number
            yield from _places(inner)


@given(_kept())
@settings(max_examples=examples(100), deadline=None)
def test_7_1_incidents_are_kept_as_they_are(kept):
    assert rows_of(json.loads(json.dumps(columns_of(kept)))) == kept


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return Cache(tmp_path_factory.mktemp("kept") / "kept.sqlite")


@given(st.data(), _kept())
@settings(max_examples=examples(300), deadline=None)
def test_7_1_what_was_altered_has_the_right_shape_or_is_not_taken(cache, data, kept):
    value = json.loads(json.dumps(columns_of(kept)))
    within, number = data.draw(st.sampled_from([*_places(value)]))
    if data.draw(st.booleans()):
        del within[number]
    else:
        within[number] = data.draw(_OTHER)
    cache.keep_run("all", value)
    taken = cache.run("all", rows_of)
    if taken is None:
        return
    again = json.dumps(columns_of(taken), ensure_ascii=False)
    assert rows_of(json.loads(again.encode())) == taken
    for row in taken.rows:
        if isinstance(row, Measured):
            assert row.hour in (None, *range(24))
            assert row.weekday in (None, *range(7))
            assert all(abs(second or 0) < 2**1000 for at in row.points.values() for second in at)


SOUND = Measured(
    *("2024-01-01-x", "X", "incident", "staff", "resolved", "", "", "", "x", "2024-01-01"),
    *(None, None, 0, 1, 60, (), ("web",), (), (), ()),
    *({"started": Point(0, 60)}, (Gap("", 60),), (), (), (Lost("web", "", "degraded", 0, None),)),
)


@pytest.mark.parametrize(
    "altered",
    [
        {"day": "2024-W01-1"},
        {"people": -1},
        {"worked": 2**63},
        {"points": {"started": Point(0, None)}},
        {"points": {"started": Point(0, 60), "resolved": Point(10**12, 10**12 + 1)}},
        {"gaps": (Gap("", -1),)},
        {"steps": (Step("x/step-1", "prevent", "", "open", -(10**12), False),)},
        {"lost": (Lost("web", "", "degraded", 0, 10**12),)},
    ],
)
def test_7_1_what_no_record_can_lead_to_is_not_taken(cache, altered):
    for row, taken in ((SOUND, True), (SOUND._replace(**altered), False)):
        cache.keep_run("one", columns_of(Kept(("digest",), (row,))))
        assert (cache.run("one", rows_of) is not None) == taken
