"""axe finds nothing on any kind of page, in light and dark, on a desktop and a phone."""

from importlib.resources import files

import pytest
from tests.site.conftest import HOSTILE, Visit

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "incidents/",
    "incidents/2026/",
    "incidents/2026/10/",
    "incidents/severity/sev1/",
    "incidents/2026/10/2026-10-05-payments-latency/",
    HOSTILE,
    "postmortems/",
    "postmortems/2026/10/2026-10-05-payments-latency/",
    "actions/",
    "problems/",
    "problems/pool-too-small/",
    "components/",
    "components/payments/",
    "runbooks/",
    "runbooks/pool-exhausted/",
    "policies/",
    "policies/severity/",
    "policies/taxonomy/",
    "policies/postmortem/",
    "rules/",
    "rules/wb2601/",
    "about/",
    "404.html",
)
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def _violations(visit: Visit) -> list[str]:
    visit.page.evaluate(_AXE)
    found = visit.page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{v['id']}: {node['target']} {node['failureSummary'][:300]}"
        for v in found
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(visit: Visit, path: str) -> None:
    visit.go(path)

    assert _violations(visit) == []
    assert visit.errors == []
    assert visit.foreign == []


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_axe_finds_no_violation_in_the_search(visit: Visit) -> None:
    page = visit.go("")
    page.keyboard.press("/")
    page.keyboard.type("payments")
    page.wait_for_selector(".wb-hit")

    assert _violations(visit) == []


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_never_scrolls_sideways(visit: Visit, path: str) -> None:
    page = visit.go(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("visit", ["phone dark"], indirect=True)
@pytest.mark.parametrize("path", ["", HOSTILE])
def test_axe_finds_no_violation_on_a_phone(visit: Visit, path: str) -> None:
    visit.go(path)

    assert _violations(visit) == []
