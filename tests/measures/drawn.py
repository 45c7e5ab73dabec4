"""Random incidents, surroundings and definitions: everything that the models allow."""

from functools import cache
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from wakebook.measures.hours import Hours
from wakebook.measures.world import World
from wakebook.model.calendar import Calendar, CalendarSpec
from wakebook.model.measured import UNKNOWN, Claim, Gap, Lost, Measured, Point, Step
from wakebook.model.policy.measures import MeasuresRule, Milestone

FIRST, LAST = -62_135_596_800, 253_402_300_799
"""The first and the last second of the calendar, in seconds since 1970."""
SUMMER = 1_711_846_800
"""2024-03-31T01:00Z: in Berlin the clock jumps from two to three."""
_OFTEN = ("started", "detected", "resolved") * 4
MILESTONES = (*_OFTEN, *get_args(Milestone), "reopened", "canceled")
COMPONENTS = ("web", "db", "Größe", 'a "b"', "c,d", "=cmd", "e\nf", "'; DROP TABLE points")
LEVELS = ("SEV1", "SEV2", "SEV3", "odd")
_WORDS = ("", "monitoring", "customer", "Größe 😀", "x,y", 'say "no"', "a\r\nb", " ", "NULL", "0")
_STATUSES = ("resolved", "closed", "investigating", "candidate", "canceled", "merged")
_DAY = 86_400
LENGTHS = ("PT0S", "PT1S", "PT1M", "PT7M", "PT1H", "P1D", "P2D", "P999999999999999999W")

_seconds = st.one_of(
    st.integers(0, 30),
    st.integers(SUMMER - 3 * _DAY, SUMMER + 3 * _DAY),
    st.sampled_from([SUMMER + 3_600 * n for n in range(-80, 80)]),
    st.integers(FIRST, LAST - _DAY),
)
_widths = st.sampled_from([1, 60, 3_600, _DAY, 366 * _DAY])


def _point(first: int, width: int) -> Point:
    return Point(first, min(first + width, LAST))


_points = st.one_of(st.just(UNKNOWN), st.builds(_point, _seconds, _widths))
_word = st.sampled_from(_WORDS)
_level = st.sampled_from(("", *LEVELS))


@st.composite
def _row(draw, number):
    day = draw(st.sampled_from(["2024-03-31", "2024-04-01", "2023-12-31", "0001-01-01"]))
    steps = draw(
        st.lists(st.tuples(st.sampled_from(["open", "done", "dropped"]), _seconds), max_size=2)
    )
    shared = st.lists(st.sampled_from(COMPONENTS[:2]), min_size=1, unique=True)
    some = shared | st.lists(st.sampled_from(COMPONENTS), max_size=4, unique=True)
    return Measured(
        id=f"{day}-x-{draw(st.integers(0, 9))}-{number}",
        title=draw(_word),
        kind=draw(st.sampled_from(["incident", "incident", "drill"])),
        audience="staff",
        status=draw(st.sampled_from(_STATUSES)),
        origin=draw(_word),
        source=draw(_word),
        category=draw(_word),
        words=draw(_word),
        day=day,
        hour=draw(st.none() | st.integers(0, 23)),
        weekday=draw(st.none() | st.integers(0, 6)),
        reopened=draw(st.integers(0, 2)),
        people=draw(st.integers(0, 3)),
        worked=draw(st.integers(0, 9_000)),
        levels=tuple(draw(st.lists(_level, max_size=3))),
        components=tuple(draw(some)),
        tags=tuple(draw(st.lists(_word, max_size=2))),
        runbooks=tuple(draw(st.lists(_word, max_size=2))),
        links=tuple(draw(st.lists(st.tuples(_word, _word), max_size=1))),
        points=draw(st.dictionaries(st.sampled_from(MILESTONES), _points, max_size=6)),
        gaps=tuple(draw(st.lists(st.builds(Gap, _level, st.integers(0, 4_000)), max_size=3))),
        steps=tuple(
            Step(
                f"x-{number}/step-{n}", "prevent", "", status, draw(st.just(due) | st.none()), False
            )
            for n, (status, due) in enumerate(steps)
        ),
        claims=(Claim("time to resolve", "P999999999999999999W", "wall", 10**24),),
        lost=(Lost("web", "", "degraded", draw(_points).first, None),),
    )


@st.composite
def rows(draw, most=7):
    """Some incidents, in the order of their ids."""
    many = draw(st.integers(0, most))
    return tuple(sorted((draw(_row(n)) for n in range(many)), key=lambda row: row.id))


@cache
def _hours(zone: str, *words: str) -> Hours:
    days = ("monday", "tuesday", "friday", "sunday")
    spec = CalendarSpec(zone=zone, hours=dict.fromkeys(days, words))
    return Hours.of(Calendar.of(spec, ZoneInfo(zone)), SUMMER - 9 * _DAY, SUMMER + 9 * _DAY)


@st.composite
def worlds(draw):
    """What surrounds them; the hours change to summer time in the middle."""
    some = st.lists(st.sampled_from(COMPONENTS), unique=True)
    hours = {
        "office": _hours("Europe/Berlin", "01:30-02:30", "09:00-17:00"),
        "night": _hours("America/New_York", "00:00-24:00"),
        "never": Hours(()),
    }
    teams = st.sampled_from(["group:a", "group:b"])
    return World(
        now=draw(_seconds | st.sampled_from([31, SUMMER + 4 * _DAY])),
        ranks={level: n for n, level in enumerate(draw(st.permutations(LEVELS[:3])))},
        teams={name: draw(teams) for name in draw(some)},
        tiers={name: draw(st.sampled_from(["1", "2", "é"])) for name in draw(some)},
        intervals={
            level: draw(st.sampled_from([0, 600, 3_600, 10**24]))
            for level in draw(st.lists(st.sampled_from(LEVELS), unique=True))
        },
        hours=hours,
        own={name: draw(st.sampled_from([*hours])) for name in draw(some)},
    )


_kinds = st.sampled_from([["incident"], ["incident", "drill"], ["notice"]])
_milestones = st.sampled_from((*_OFTEN, *get_args(Milestone)))
_names = st.lists(_milestones, min_size=1, max_size=3, unique=True)
_timed = {
    "clock": st.sampled_from(["wall", "owners", "office", "night", "never", "nowhere"]),
    "round": st.sampled_from(LENGTHS),
    "precise_to": st.sampled_from(LENGTHS),
    "imprecise": st.sampled_from(["left_out", "bounded"]),
    "zero": st.sampled_from(["left_out", "counted"]),
    "headline": st.sampled_from(["mean", "median", "p90"]),
    "start": _names,
    "end": _names,
}
_texts = st.lists(
    st.sampled_from(["monitoring", "customer", "SEV1", "odd", "open", "done"]), max_size=2
)
_flags = st.lists(st.booleans(), max_size=2)
_words = {
    "incidents": {"detected_by": _texts, "reopened": _flags, "severity": _texts},
    "actions": {"status": _texts, "overdue": _flags},
    "updates": {"in_time": _flags, "severity": _texts},
}
_target = st.fixed_dictionaries(
    {
        "severity": st.lists(st.sampled_from(LEVELS), max_size=2),
        "tier": st.lists(st.sampled_from(["1", "2", "é", "'"]), max_size=2),
        "within": st.sampled_from(LENGTHS),
    }
)


@st.composite
def rules(draw):
    """Definitions of each sort, and a share of each sort of things."""
    made = [
        {"figure": "count"},
        {"figure": "duration", **{key: draw(of) for key, of in _timed.items()}},
        {"figure": "between", **{key: draw(of) for key, of in _timed.items()}},
        {
            "figure": "within",
            "measure": "m1",
            "targets": draw(st.lists(_target, min_size=1, max_size=3)),
        },
    ]
    for of, words in _words.items():
        among, yes = (draw(st.fixed_dictionaries(words)) for _ in range(2))
        if not any(yes.values()):
            yes |= {"severity" if "severity" in words else "status": ["SEV1", "open"]}
        made.append({"figure": "share", "of": of, "among": among, "yes": yes})
    told = [
        {"name": f"m{n}", "title": "A figure", "text": "Tells.", "kinds": draw(_kinds), **each}
        for n, each in enumerate(made)
    ]
    return MeasuresRule.model_validate({"from": "2020-01-01", "resamples": 100, "measures": told})
