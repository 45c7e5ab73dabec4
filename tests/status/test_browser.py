"""The status site in a browser: everybody can use it, and it says when it is old (3.2)."""

import json
from importlib.resources import files

import pytest
from tests.site.conftest import ATTACKS
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, PLAN, PLANNED, WORK
from tests.status.served import served

pytestmark = [pytest.mark.browser, pytest.mark.daily(3)]

PAST = OUTAGE.replace("23", "20")
PAGES = (
    *("", f"incidents/{OUTAGE}/", f"incidents/{WORK}/", "components/checkout/"),
    *("history/", "history/2026-11/", "de/", "embed/"),
)
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": _TAGS, "rules": {"target-size": {"enabled": True}}}


@pytest.fixture
def address(site):
    """A served site with something of each kind, and words that attack whoever reads them."""
    said = "".join(
        f"- {{kind: update, at: 2026-11-23T14:4{n % 10}Z, by: 'user:ana', audience: public,"
        f" text: {_yaml(attack)}}}\n"
        for n, attack in enumerate(ATTACKS)
    )
    hostile = _yaml(ATTACKS[0] + ATTACKS[2] + "x" * 120)
    header = HEADER.replace("title: Orders cannot be paid", f"title: {hostile}")
    site.write(OUTAGE, header, LOG, said)
    site.write(PAST, HEADER, (LOG + OVER).replace("11-23", "11-20"))
    site.write(WORK, PLANNED, PLAN)
    site.publish()
    with served(site.folder) as found:
        yield found


def _yaml(text):
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("window", ["light", "dark", "narrow light", "phone dark"], indirect=True)
def test_3_2_everybody_can_read_every_kind_of_page(address, window):
    foreign, errors = [], []
    window.on("request", lambda r: None if r.url.startswith(address) else foreign.append(r.url))
    window.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    found = []
    for path in PAGES:
        window.goto(f"{address}/{path}")
        window.evaluate(_AXE)
        run = "options => axe.run(options).then((result) => result.violations)"
        found += [
            f"{path} {v['id']}: {node['target']}"
            for v in window.evaluate(run, _OPTIONS)
            for node in v["nodes"]
        ]
        wide = window.evaluate("document.documentElement.scrollWidth")
        found += [f"{path} is {wide} wide"] * (wide > window.viewport_size["width"])
        assert window.evaluate("window.attacked") is None
    assert (found, foreign, errors) == ([], [], [])


@pytest.mark.parametrize("window", ["plain"], indirect=True)
def test_3_2_without_javascript_nothing_is_missing(address, window):
    window.goto(f"{address}/")
    assert window.get_by_role("heading", name="Major outage").is_visible()
    assert window.get_by_text("We know the cause.").count() == 0, "only the latest five are shown"
    window.get_by_role("link", name="x" * 120).first.click()
    assert window.get_by_text("We know the cause.").is_visible()
    assert window.locator("#old").is_hidden()


def test_3_2_the_keyboard_reaches_everything_in_the_order_of_reading(address, window):
    window.goto(f"{address}/")
    window.keyboard.press("Tab")
    skip = window.locator(":focus")
    assert (skip.inner_text(), skip.bounding_box()["x"] >= 0) == ("Skip to content", True)
    window.keyboard.press("Enter")
    window.wait_for_url("**/#main")
    window.keyboard.press("Tab")
    assert "x" * 120 in window.locator(":focus").inner_text()
    seen = []
    for _ in range(60):
        window.keyboard.press("Tab")
        seen.append(window.evaluate("document.activeElement.textContent.trim()"))
    assert {"Till", "Payments", "queue", "All of the past", "Atom", "API"} <= {*seen}


def test_3_2_an_old_page_says_so_and_a_new_one_takes_its_place(site, address, window):
    stamp = site.json("build.json")
    _put(site, {**stamp, "built": "2020-01-01T00:00:00Z"})
    window.goto(f"{address}/")
    window.wait_for_selector("#old:not([hidden])")
    assert "older than it promises" in window.locator("#old").inner_text()
    window.evaluate("window.same = true")
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    window.wait_for_selector("text=All systems operational")
    assert window.locator("#old").is_hidden()
    assert window.evaluate("window.same"), "the page is not loaded again"


def test_3_2_a_page_that_cannot_be_renewed_says_so(address, window):
    window.goto(f"{address}/")
    window.wait_for_timeout(500)
    assert window.locator("#old").is_hidden()
    window.route("**/build.json", lambda route: route.abort())
    window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    window.wait_for_selector("#old:not([hidden])")


def test_3_2_times_are_the_readers_own(address, window):
    window.goto(f"{address}/incidents/{PAST}/")
    window.wait_for_selector("time[title]")
    times = window.locator("time").all_inner_texts()
    assert any("23:30" in text for text in times), "14:30 UTC is 23:30 in Tokyo"


def test_3_2_paper_gets_the_content_alone(address, window):
    window.emulate_media(media="print")
    window.goto(f"{address}/")
    assert window.locator("footer").is_hidden()
    assert window.locator("header nav").is_hidden()
    assert window.get_by_role("heading", name="Major outage").is_visible()


def _put(site, stamp):
    place = site.folder / "build.json"
    place.unlink()
    place.write_text(json.dumps(stamp))


def test_3_2_the_frame_works_from_a_file_on_a_page_of_others(site, address, window, tmp_path):
    page = tmp_path / "others.html"
    frame = (site.folder / "embed/index.html").as_uri()
    page.write_text(f'<!doctype html><title>Shop</title><iframe src="{frame}"></iframe>')
    window.goto(page.as_uri())
    inside = window.frame_locator("iframe")
    assert inside.get_by_role("heading", name="Major outage").is_visible()
    color = "(element) => getComputedStyle(element).color"
    assert inside.locator("h1").evaluate(color) == "rgb(168, 32, 26)", "its style is there"
    assert inside.locator("#old").is_hidden()
    assert window.evaluate("window.attacked") is None
    page.write_text(f'<!doctype html><title>S</title><iframe src="{address}/embed/"></iframe>')
    window.goto(page.as_uri())
    inside.get_by_role("link", name="Major outage").click()
    window.wait_for_url(f"{address}/")
