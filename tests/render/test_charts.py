"""Windows on the time axis: right places, honest about what is not known."""

from datetime import UTC, datetime
from typing import Any

from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged
from wakebook.render.charts import columns, windows

RECORDED = datetime(2026, 11, 23, 18, tzinfo=UTC)


def _incident(*entries: dict[str, Any]) -> Incident:
    header = Header(title="Errors", kind="incident", audience="staff")
    log = tuple(
        Logged(f"20261123T180000Z-x#{number}", RECORDED, KINDS[e["kind"]].model_validate(e))
        for number, e in enumerate(entries, 1)
    )
    return Incident("2026-11-23-errors", header, log)


def _impact(at: str, state: str, component: str = "api") -> dict[str, Any]:
    return {"kind": "impact", "at": at, "component": component, "state": state}


def _drawn(incident: Incident) -> Any:
    drawing = windows(incident, str.upper)
    assert drawing is not None
    return drawing


def test_a_window_lies_where_its_times_are() -> None:
    drawing = _drawn(
        _incident(
            {"kind": "started", "at": "2026-11-23T10:00Z"},
            _impact("2026-11-23T10:00Z", "major_outage"),
            _impact("2026-11-23T12:00Z", "operational"),
            {"kind": "resolved", "at": "2026-11-23T14:00Z"},
        )
    )

    (row,) = drawing.rows
    assert row.name == "API"
    sure = [bar for bar in row.bars if bar.sure]
    assert len(sure) == 1
    assert abs(float(sure[0].x.rstrip("%")) - 1.92) < 0.1
    assert abs(float(sure[0].width.rstrip("%")) - 48) < 0.5
    assert [mark.text for mark in drawing.marks] == ["Resolved"]
    assert drawing.table[0][:3] == ("API", "everywhere", "Major outage")


def test_a_day_that_is_all_we_know_is_never_drawn_as_certain() -> None:
    drawing = _drawn(
        _incident(
            _impact("2026-11-23", "degraded"), {"kind": "resolved", "at": "2026-11-23T14:00Z"}
        )
    )

    assert not [bar for bar in drawing.rows[0].bars if bar.sure]


def test_a_window_without_end_reaches_the_edge_and_says_still() -> None:
    drawing = _drawn(
        _incident(
            {"kind": "started", "at": "2026-11-23T10:00Z"},
            _impact("2026-11-23T10:30Z", "degraded"),
            {"kind": "identified", "at": "2026-11-23T12:00Z"},
        )
    )

    bar = drawing.rows[0].bars[0]
    assert abs(float(bar.x.rstrip("%")) + float(bar.width.rstrip("%")) - 100) < 0.1
    assert drawing.table[0][4] == "still"


def test_nothing_is_drawn_of_windows_at_an_unknown_time() -> None:
    assert windows(_incident(_impact("unknown", "degraded")), str) is None


def test_marks_that_would_overlap_on_a_phone_stand_in_rows() -> None:
    drawing = _drawn(
        _incident(
            _impact("2026-11-23T10:00Z", "degraded"),
            {"kind": "detected", "at": "2026-11-23T10:01Z", "source": "staff"},
            {"kind": "declared", "at": "2026-11-23T10:02Z"},
            {"kind": "mitigated", "at": "2026-11-23T17:30Z"},
            {"kind": "resolved", "at": "2026-11-23T20:00Z"},
        )
    )

    assert [mark.row for mark in drawing.marks] == [0, 1, 0, 1]


def _places(labels: Any) -> list[tuple[str, float]]:
    return [(label.text, float(label.x.rstrip("%"))) for label in labels]


def test_weeks_without_a_change_leave_room_for_the_hour_that_counts() -> None:
    drawing = _drawn(
        _incident(
            {"kind": "started", "at": "2026-11-01T10:00Z"},
            _impact("2026-11-23T10:00Z", "major_outage"),
            _impact("2026-11-23T11:00Z", "operational"),
            {"kind": "mitigated", "at": "2026-11-23T11:30Z"},
            {"kind": "resolved", "at": "2026-11-23T12:00Z"},
        )
    )

    assert _places(drawing.cuts) == [("22 d", 27)]
    sure = [bar for bar in drawing.rows[0].bars if bar.sure]
    assert [(bar.x, bar.width) for bar in sure] == [("52.00%", "23.00%")]
    assert _places(drawing.ticks)[0][0] == "23 Nov 10:00"


def test_a_long_window_with_early_milestones_is_drawn_to_scale() -> None:
    drawing = _drawn(
        _incident(
            {"kind": "started", "at": "2026-11-01T10:00Z"},
            {"kind": "detected", "at": "2026-11-01T10:02Z", "source": "staff"},
            _impact("2026-11-01T10:00Z", "major_outage"),
            {"kind": "resolved", "at": "2026-11-13T12:00Z"},
        )
    )

    assert drawing.cuts == ()


def test_columns_fill_the_height_for_the_most() -> None:
    made = columns([("May", 2), ("June", 4), ("July", 0)])

    assert [column.height for column in made] == ["50.0%", "100.0%", "0.0%"]
    assert made[1].title == "June: 4"


def test_a_window_of_unknown_beginning_is_named_beside_the_drawn_ones() -> None:
    drawing = _drawn(
        _incident(
            _impact("2026-11-23T10:00Z", "degraded"),
            _impact("unknown", "major_outage", "web"),
            {"kind": "resolved", "at": "2026-11-23T14:00Z"},
        )
    )

    assert [(row.name, row.untimed) for row in drawing.rows] == [
        ("API", ""),
        ("WEB", "Major outage"),
    ]
    assert drawing.rows[1].bars == ()
