"""7.3, 7.6 What next: only what the records bear, in words that an outsider understands."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import Repository
from tests.dashboards.history import Told, record

_WORDS = ("queue", "disk", "route", "token", "cache", "index", "quota", "clock", "lease", "page")
_FIRST = datetime(2024, 1, 10, 9, tzinfo=UTC)


def _text(page: str) -> str:
    """The words of a page as a reader takes them."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def _all_sorts(number: int) -> list[Told]:
    return [
        Told(_FIRST + timedelta(days=17 * n), 60, title=f"The {_WORDS[n % 10]} number {n} broke")
        for n in range(number)
    ]


@pytest.fixture
def published(small: Repository, wakebook):
    """Publishes a history, and gives the HTML of a page."""

    def shown(history: list[Told], *pages: str) -> list[str]:
        record(small, history)
        small.commit()
        ran = wakebook("publish", cwd=small)
        assert ran.code == 0, ran.stderr
        site: Path = small.root / "build/site"
        return [(site / page / "index.html").read_text(encoding="utf-8") for page in pages]

    return shown


def test_7_3_what_came_again_no_more_often_than_chance_is_named_in_one_sentence(published):
    """Four of one title, far from each other: not a cluster that is sure."""
    far = (300, 400, 520, 600)
    seldom = [Told(_FIRST + timedelta(days=n), 60, title="Pool exhausted again") for n in far]
    pages = published([*_all_sorts(36), *seldom], "figures", "figures/next")

    for page in pages:
        text = _text(page)
        assert "more often than chance would bring it" in text
        assert "These did come again, no more often than chance explains: " in text
        assert re.search(r"Pool exhausted again \(\d+\) \(\d incidents\)", text)


def _again(number: int, system: str = "test") -> list[Told]:
    """As many of one cause within a few days, the last of all."""
    late = _FIRST + timedelta(days=17 * 60)
    return [
        Told(late + timedelta(days=n), 60, title="Pool exhausted again", system=system)
        for n in range(number)
    ]


def test_7_3_a_card_of_what_to_fix_leads_to_its_place_and_tells_its_time(published):
    figures, following = published([*_all_sorts(60), *_again(9)], "figures", "figures/next")
    (key,) = re.findall(r'<h3><a href="\.\./figures/next/#(r[0-9a-f]{8})">Pool exhausted', figures)
    text = _text(figures)

    assert f'<article class="wb-card" id="{key}"><h3>Pool exhausted again' in following
    assert "What came again from 2025-11-04 to 2026-11-03, what cost most in that time" in text
    assert "Components that lost time from 2025-11-04 to 2026-11-03, the most first" in text
    assert "propose" not in text.partition("fix next")[2]


def test_7_3_reasons_on_the_page_are_only_those_that_speak_for_it(published):
    (page,) = published([*_all_sorts(60), *_again(9)], "figures/next")

    assert "as close together by chance in" in page
    assert not re.search(r"\(chance (1|0\.[1-9]\d*)\)", page)


def test_7_6_what_lost_time_counts_is_told_where_it_is_printed(published):
    for page in published([*_all_sorts(60), *_again(9)], "figures", "figures/next"):
        assert "Lost is the time that customers had to do without" in _text(page)
        assert "Of an imported ticket, that is as long as it was open." in _text(page)


def test_7_1_the_page_of_a_figure_points_at_its_own_table_by_origin(published):
    history = [*_all_sorts(60), *_again(9, system="desk")]
    figures, figure = published(history, "figures", "figures/volume")

    assert "ends, figures change with it; the page of each figure tells them apart." in figures
    assert '; <a href="#by-origin">the table by origin</a> tells them apart.' in figure
    assert 'id="by-origin"' in figure
    assert "the page of each figure" not in figure


def test_7_6_a_suggestion_tells_where_to_look_and_not_what_will_help(published):
    again = [told._replace(component="pool") for told in _again(9)]
    for page in published([*_all_sorts(60), *again], "figures", "figures/next"):
        assert '<th scope="col">Where to look first</th>' in page
        assert "<strong>look at capacity first</strong>: 9 of 9 incidents" in page
        assert "would pay" not in page
        assert "more capacity" not in page


def test_7_1_pages_speak_to_outsiders(published):
    pages = published(_all_sorts(60), "figures", "figures/volume", "figures/operations")
    told = " ".join(map(_text, pages))

    assert "Each p is corrected for the number of figures compared (Holm)." in told
    assert "noticed, before customers or anybody else." in told
    for words in ("called over", "whom it hurt", "allowed for", "something was different"):
        assert words not in told


def test_7_3_what_cost_most_lately_stands_before_what_cost_most_once(published):
    late = _FIRST + timedelta(days=17 * 60)
    vault = [_FIRST + timedelta(days=n) for n in range(9)]
    lengths = [*((at, 900) for at in vault), (late, 30)]
    once = [Told(at, minutes, title="Vault sealed itself") for at, minutes in lengths]
    for page in published([*_all_sorts(60), *_again(9), *once], "figures", "figures/next"):
        text = _text(page)
        assert 0 < text.find("Pool exhausted again") < text.find("Vault sealed itself")
        told = "1 lately: 30 min lost 10 incidents from 2024-01-10 to 2026-10-26: 5 d 15 h lost"
        assert told in text
