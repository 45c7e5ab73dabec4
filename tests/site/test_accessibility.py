"""axe finds nothing on any kind of page, in light and dark, on a desktop and a phone."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from tests.site.conftest import HOSTILE, Visit

pytestmark = pytest.mark.browser

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": _TAGS, "rules": {"target-size": {"enabled": True}}}


@pytest.fixture(scope="session")
def kinds(shop: Path) -> list[str]:
    """Pages that together stand in every place and use every class that any page has."""
    site = shop / "build" / "site"
    seen = {p.relative_to(site).as_posix(): _features(site, p) for p in site.rglob("*.html")}
    found: list[str] = []
    while any(seen.values()):
        richest = max(sorted(seen), key=lambda path: len(seen[path]))
        covered = set(seen[richest])
        seen = {path: features - covered for path, features in seen.items()}
        found.append(richest.removesuffix("index.html"))
    return found


def _features(site: Path, page: Path) -> set[str]:
    article = page.read_text(encoding="utf-8").partition("<article")[2]
    used = {name for words in re.findall(r'class="([^"]*)"', article) for name in words.split()}
    folder, *rest = page.relative_to(site).parts
    return used | {f"{folder} {len(rest)}"}


def _violations(visit: Visit) -> list[str]:
    # The shadows at the edges of what scrolls are a gradient, upon which axe judges no contrast.
    visit.page.eval_on_selector_all(
        ".wb-scroll", "all => all.forEach((e) => { e.style.backgroundImage = 'none'; })"
    )
    visit.page.evaluate(_AXE)
    run = "options => axe.run(options).then((result) => result.violations)"
    return [
        f"{visit.page.url} {v['id']}: {node['target']} {node['failureSummary'][:300]}"
        for v in visit.page.evaluate(run, _OPTIONS)
        for node in v["nodes"]
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_axe_finds_no_violation(visit: Visit, kinds: list[str]) -> None:
    found: list[str] = []
    for path in kinds:
        visit.go(path)
        found += _violations(visit)

    assert found == []
    assert visit.errors == []
    assert visit.foreign == []


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_axe_finds_no_violation_in_the_search(visit: Visit) -> None:
    page = visit.go("incidents/severity/sev1/")
    page.get_by_text("search in these").click()
    page.keyboard.type("payments")
    page.wait_for_selector(".wb-hit")

    assert _violations(visit) == []


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_a_phone_never_scrolls_sideways(visit: Visit, kinds: list[str]) -> None:
    wide = {
        path: width
        for path in kinds
        if (width := visit.go(path).evaluate("document.documentElement.scrollWidth")) > 390
    }

    assert wide == {}


@pytest.mark.parametrize("visit", ["phone dark"], indirect=True)
@pytest.mark.parametrize("path", ["", HOSTILE, "incidents/", "actions/", "figures/next/"])
def test_axe_finds_no_violation_on_a_phone(visit: Visit, path: str) -> None:
    visit.go(path)

    assert _violations(visit) == []


@pytest.mark.parametrize("visit", ["phone", "phone dark"], indirect=True)
def test_a_wide_table_shows_on_a_phone_that_there_is_more(visit: Visit) -> None:
    """A shadow stays at the edge, its cover scrolls along, and nothing lies upon them."""
    page = visit.go("figures/next/")
    table = page.locator(".wb-scroll").first
    style = table.evaluate(
        "e => ({wide: e.scrollWidth > e.clientWidth, focusable: e.tabIndex === 0,"
        " attached: getComputedStyle(e).backgroundAttachment.split(', '),"
        " upon: getComputedStyle(e.querySelector('table')).backgroundColor})"
    )

    assert style["wide"]
    assert style["focusable"]
    assert style["attached"][:4] == ["local", "local", "scroll", "scroll"]
    assert style["upon"] == "rgba(0, 0, 0, 0)"
