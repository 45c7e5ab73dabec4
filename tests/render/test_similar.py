"""Similar incidents: rare shared things count, both ways in time, with telling reasons."""

import re
from collections.abc import Callable
from typing import Any


def _incident(repository: Any, name: str, title: str, more: str) -> None:
    folder = f"incidents/{name[:4]}/{name}"
    repository.write(
        f"{folder}/incident.yaml", f"title: {title}\nkind: incident\naudience: staff\n{more}"
    )
    day = name[:10]
    repository.write(
        f"{folder}/timeline/{day.replace('-', '')}T100000Z-a001.yaml",
        f"- kind: declared\n  at: {day}T10:00Z\n  by: user:ana\n",
    )


def _panel(repository: Any, name: str, words: str) -> str:
    path = f"build/site/incidents/{name[:4]}/{name[5:7]}/{name}/index.html"
    page = (repository.root / path).read_text(encoding="utf-8")
    found = re.search(rf"<h2>{words}</h2>(.*?)</section>", page, re.DOTALL)
    return found[1] if found else ""


def test_a_shared_component_leads_to_the_earlier_and_to_the_later_one(
    small: Any, wakebook: Callable[..., Any]
) -> None:
    _incident(small, "2026-11-10-first", "Payments failed with errors", "components: [payments]\n")
    _incident(small, "2026-11-12-second", "Cards were refused", "components: [payments]\n")
    assert wakebook("publish", cwd=small).code == 0

    assert "2026-11-10-first" in _panel(small, "2026-11-12-second", "Similar, earlier")
    later = _panel(small, "2026-11-10-first", "Similar, later")
    assert "2026-11-12-second" in later
    assert "Payments" in later


def test_a_word_of_the_title_alone_is_no_reason(small: Any, wakebook: Callable[..., Any]) -> None:
    _incident(small, "2026-11-10-first", "Zeppelin outage from within", "")
    _incident(small, "2026-11-12-second", "Another zeppelin outage from within", "")
    assert wakebook("publish", cwd=small).code == 0

    assert _panel(small, "2026-11-12-second", "Similar, earlier") == ""
