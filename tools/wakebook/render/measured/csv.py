"""Figures for spreadsheets: one line a figure and group; lengths in seconds (RFC 4180)."""

import csv
import io

from wakebook.render.measured.report import Told

COLUMNS = (
    *("measure", "by", "group", "n", "headline", "value", "low", "high"),
    *("mean", "median", "p90", "left_out"),
)


def render(told: Told) -> str:
    """The table with its header line; what begins like a formula is kept from being one."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for section in told.sections:
        for figure in section.figures:
            low, high = (figure.interval.low, figure.interval.high) if figure.interval else ("", "")
            left = sum(count for _, count in figure.left_out)
            facts = (figure.n, figure.headline, figure.value, low, high)
            more = (figure.mean, figure.median, figure.p90, left)
            table.writerow((figure.measure, told.by, harmless(figure.group), *facts, *more))
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
