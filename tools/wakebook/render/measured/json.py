"""Figures for programs: lengths in seconds, shares from 0 to 1, instants in UTC."""

import json
from typing import Any

from wakebook.model.figure import Figure, Section
from wakebook.render.measured.report import Told


def render(told: Told) -> str:
    """One document, without line breaks: only so does JSON write a million values in a second."""
    facts = {
        "commit": told.commit or None,
        "at": told.at,
        "by": told.by,
        "incidents": told.incidents,
        "unreadable": told.unread,
        "confidence": told.confidence,
        "measures": [_section(section) for section in told.sections],
        "stated": [each._asdict() for each in told.stated],
    }
    return json.dumps(facts, ensure_ascii=True) + "\n"


def _section(section: Section) -> dict[str, Any]:
    definition = section.definition.model_dump(mode="json", exclude_none=True)
    return {
        "name": section.definition.name,
        "definition": definition,
        "figures": [_figure(figure) for figure in section.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    interval = figure.interval
    return {
        "group": figure.group or None,
        "n": figure.n,
        "headline": figure.headline,
        "value": figure.value,
        "mean": figure.mean,
        "median": figure.median,
        "p90": figure.p90,
        "interval": interval._asdict() if interval else None,
        "bounds": list(figure.bounds) if figure.bounds else None,
        "left_out": dict(figure.left_out),
        "observed": [each._asdict() for each in figure.observed],
    }
