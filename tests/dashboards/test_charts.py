"""7.1 What a chart shows: a period that is not over, one without data, and colours one can see."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import Repository
from tests.dashboards.history import Told, record, spread_over


@pytest.fixture
def shown(small: Repository, wakebook, monkeypatch):
    """Publishes a history as of an instant, and gives the HTML of a page."""

    def published(history: list[Told], committed: str, page: str) -> str:
        monkeypatch.setenv("GIT_COMMITTER_DATE", committed)
        record(small, history)
        small.commit()
        assert wakebook("publish", cwd=small).code == 0
        return (small.root / f"build/site/{page}/index.html").read_text(encoding="utf-8")

    return published


YEARS = spread_over(2027, [60] * 52)
"""The newest is of 2028-05-28; six began in its quarter."""


def test_7_1_a_period_that_is_not_over_is_drawn_hollow_and_told_as_such(shown):
    page = shown(YEARS, "2028-06-10T09:00:00Z", "figures/volume")
    svg = re.search(r'<svg role="img" aria-label="([^"]*)".*?</svg>', page, re.DOTALL)

    assert svg is not None
    (dot,) = re.findall(r'wb-plot__dot--running"[^>]*><title>(.*?)</title>', svg[0])
    assert dot.startswith("2028-Q2 so far: 6, between")
    assert svg[0].count("wb-plot__line--running") == 1
    assert dot in svg[1]
    assert '<th scope="row">2028-Q2 so far</th>' in page
    assert "2028-Q2 is not over: charts show what there is of it so far, hollow." in page


def test_7_1_columns_of_a_period_that_is_not_over_are_hollow(shown):
    page = shown(YEARS, "2028-06-10T09:00:00Z", "figures/operations")
    hollow = re.findall(r'wb-part--running"[^>]*><title>(.*?)</title>', page)

    assert hollow == ["2028-Q2 so far: 6 SEV3"]
    assert '<th scope="row">2028-Q2 so far</th>' in page


@pytest.mark.parametrize("committed", ["2028-06-30T09:00:00Z", "2028-08-01T09:00:00Z"])
def test_7_1_a_period_that_is_over_when_it_is_committed_is_whole(shown, committed):
    page = shown(YEARS, committed, "figures/volume")

    assert "so far" not in page
    assert "--running" not in page


def test_7_1_no_line_runs_across_a_period_without_data(shown):
    """There were incidents in the first, the second and the fourth quarter only."""
    begin = datetime(2028, 1, 4, 9, tzinfo=UTC)
    days = (0, 7, 100, 107, 280, 287)
    page = shown(
        [Told(begin + timedelta(days=n), 60) for n in days],
        "2029-02-01T09:00:00Z",
        "figures/mttr-resolve",
    )
    svg = re.search(r'<svg role="img".*?</svg>', page, re.DOTALL)

    assert svg is not None
    dots = re.findall(r'cx="([\d.]+%)"[^>]*><title>(2028-Q\d)', svg[0])
    assert [name for _, name in dots] == ["2028-Q1", "2028-Q2", "2028-Q4"]
    (_, _), (second, _), (last, _) = dots
    assert f'x2="{second}"' in svg[0]
    assert not re.search(rf'wb-plot__line" [^>]*x2="{last}"', svg[0])


STYLE = Path(__file__).parents[2] / "site/theme/assets/wakebook"


def _colours() -> list[dict[str, str]]:
    """Those of the light and of the dark theme, by name."""
    found: list[dict[str, str]] = []
    for name, value in re.findall(
        r"--wb-([\w-]+): (#[0-9a-f]{6});", (STYLE / "base.css").read_text()
    ):
        if name == "ground":
            found.append({})
        found[-1][name] = value
    return found


def _light(colour: tuple[float, ...]) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_7_1_intervals_and_the_least_severity_are_seen_in_both_themes(theme):
    """Three to one against what they are drawn upon (WCAG 2.2, 1.4.11)."""
    colours, style = _colours()[theme], (STYLE / "figures.css").read_text()
    mixed = re.search(
        r"wb-plot__reach \{ stroke: color-mix\(in srgb, var\(--wb-accent\) (\d+)%", style
    )
    assert mixed is not None
    share = int(mixed[1]) / 100
    ground = _parts(colours["surface"])
    accent = _parts(colours["accent"])
    reach = tuple(share * a + (1 - share) * g for a, g in zip(accent, ground, strict=True))
    for colour in (reach, _parts(colours["bar-minor"])):
        low, high = sorted((_light(colour), _light(ground)))
        assert (high + 0.05) / (low + 0.05) >= 3


def test_7_1_the_name_of_a_level_stands_where_it_hides_less(shown):
    """Lengths lie on the median late, and far from it early: so it is named at the left."""
    early = [30 if n % 2 else 300 for n in range(20)]
    page = shown(spread_over(2028, early + [99, 101] * 10), "2029-02-01T09:00:00Z", "figures/mttm")
    (at,) = re.findall(r'bandname" x="([^"]*)"[^>]*>median', page)
    data, _, names = page.partition("wb-plot__bandname")

    assert at == "0"
    assert "wb-plot__dot--signal" not in names.partition("</svg>")[0]
    assert "wb-plot__dot" in data


def test_7_1_what_stands_out_in_several_figures_alike_is_drawn_once(shown):
    lengths = [*(50 + 7 * (n % 4) for n in range(20)), 6_000]
    page = shown(spread_over(2025, lengths), "2025-12-01T09:00:00Z", "figures/operations")
    drawn = re.findall(r"Control chart: <a[^>]*>(.*?)</a>", page)

    assert "Time to resolve (MTTR)" in drawn
    assert "Time to mitigate (MTTM)" not in drawn
    assert re.search(r'The same stand out in <a href="[^"]*figures/mttm/">Time to mitigate', page)
    assert "in the time zone of this repository, " in page
