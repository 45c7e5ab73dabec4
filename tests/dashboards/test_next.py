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
