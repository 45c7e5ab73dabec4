"""Search finds by title, body, component and tag, with filters, keyboard and screen reader."""

import pytest
from playwright.sync_api import Page, Route, expect
from tests.site.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.daily(3)]

_ENGINE = """
const nothing = async () => ({});
const search = async (words) => {
  (globalThis.asked ??= []).push(words);
  return { results: [], filters: {} };
};
export { search, nothing as options, nothing as init, nothing as mergeIndex, nothing as filters };
"""
INCIDENT = "/incidents/2026/10/2026-10-05-payments-latency/"


def _search(visit: Visit, words: str, start: str = "") -> Page:
    page = visit.go(start)
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill(words)
    return page


def _found(page: Page) -> list[str]:
    expect(page.locator(".wb-hit").first).to_be_visible()
    return [item.get_attribute("data-url") or "" for item in page.locator(".wb-hit").all()]


def test_counts_of_filters_that_come_late_leave_the_results_as_they_are(visit: Visit) -> None:
    page = _search(visit, "postmortem")
    _found(page)
    page.locator(".wb-search__more").click()
    expect(page.locator(".wb-hit").nth(12)).to_be_visible()

    expect(page.locator('[data-filter="kind"] option', has_text="Rule")).to_have_count(1)
    page.wait_for_timeout(600)
    assert page.locator(".wb-hit").count() > 12


@pytest.mark.parametrize("keys", ["/", "s", "Control+k"])
def test_a_key_opens_the_dialog_and_escape_closes_it(visit: Visit, keys: str) -> None:
    page = visit.go("policies/severity/")
    page.keyboard.press(keys)

    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_button_opens_the_dialog(visit: Visit) -> None:
    page = visit.go("")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("dialog", name="Search")).to_be_visible()


@pytest.mark.variants(2, every=2)
@pytest.mark.parametrize(
    "words", ["autumn sale", "price import", "Orders database", "one order in five"]
)
def test_an_incident_is_found_by_title_body_and_component(visit: Visit, words: str) -> None:
    assert INCIDENT in _found(_search(visit, words))


def test_it_is_found_from_a_deep_page_too(visit: Visit) -> None:
    assert INCIDENT in _found(_search(visit, "autumn sale", "rules/wb2601/"))


def test_a_hostile_tag_is_found_and_shown_as_text(visit: Visit) -> None:
    page = _search(visit, "svg onload")

    assert any("hostile" in url for url in _found(page))
    assert page.evaluate("window.attacked") is None
    assert page.locator("dialog :is(script, img)").count() == 0


def test_filters_narrow_what_is_found(visit: Visit) -> None:
    page = _search(visit, "payments")
    everything = len(_found(page))
    page.get_by_label("Kind").select_option("Post-mortem")
    expect(page.locator(".wb-search__state")).to_contain_text("result")
    expect(page.locator(".wb-hit__kind").first).to_contain_text("Post-mortem")

    kinds = page.locator(".wb-hit__kind").all_inner_texts()
    assert kinds
    assert all("Post-mortem" in kind for kind in kinds)
    assert len(kinds) < everything


@pytest.mark.variants(2, every=3)
@pytest.mark.parametrize("name", ["Kind", "Severity", "Year", "Component", "Category"])
def test_every_filter_offers_values(visit: Visit, name: str) -> None:
    page = _search(visit, "payments")
    _found(page)

    expect(page.get_by_label(name, exact=True).locator("option").nth(1)).to_be_attached()


def test_arrows_choose_and_enter_opens(visit: Visit) -> None:
    page = _search(visit, "payments")
    urls = _found(page)
    page.keyboard.press("ArrowDown")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_have_attribute("aria-activedescendant", "wb-hit-1")
    expect(page.locator("#wb-hit-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{urls[1]}")


def test_nothing_found_is_said(visit: Visit) -> None:
    page = _search(visit, "xyzzyplugh")

    expect(page.get_by_role("status").filter(has_text="Nothing found")).to_be_visible()


def test_a_list_leads_to_a_filtered_search(visit: Visit) -> None:
    page = visit.go("incidents/severity/sev1/")
    page.get_by_text("search in these").click()

    expect(page.get_by_label("Severity")).to_have_value("SEV1")
    assert _found(page)


def test_a_filter_ends_with_its_button_or_with_the_dialog(visit: Visit) -> None:
    page = visit.go("incidents/severity/sev1/")
    page.get_by_text("search in these").click()
    _found(page)
    clear = page.get_by_role("button", name="Clear filters")
    severity = page.get_by_label("Severity")
    clear.click()
    expect(severity).to_have_value("")
    expect(clear).to_be_hidden()
    severity.select_option("SEV1")
    page.get_by_role("combobox", name="Search").fill("xyzzyplugh")
    expect(page.locator(".wb-search__state")).to_contain_text("with these filters")
    page.keyboard.press("Escape")
    page.keyboard.press("/")

    expect(severity).to_have_value("")
    expect(clear).to_be_hidden()


def test_letters_typed_while_the_index_loads_are_one_search(visit: Visit) -> None:
    page = visit.go("")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/pagefind.js", hold)
    with page.expect_request("**/pagefind.js"):
        page.keyboard.press("/")
        page.keyboard.type("payments", delay=10)
    while not held:  # the request is announced before its route is
        page.wait_for_timeout(10)
    (engine,) = held
    engine.fulfill(body=_ENGINE, content_type="text/javascript")
    expect(page.locator(".wb-search__state")).to_contain_text("Nothing found")

    assert set(page.evaluate("globalThis.asked")) == {"payments"}


@pytest.mark.parametrize("words", ["incident", "postmortem"])
def test_rules_come_after_all_records(visit: Visit, words: str) -> None:
    page = _search(visit, words)
    _found(page)
    kinds = page.locator(".wb-hit__kind").all_inner_texts()

    assert "Rule" not in kinds[0]
    assert kinds == sorted(kinds, key=lambda kind: kind in ("Rule", "List"))


def _titles(page: Page) -> list[str]:
    expect(page.locator(".wb-hit").first).to_be_visible()
    return page.locator(".wb-hit__title").all_inner_texts()


def test_an_id_leads_to_its_own_page_first(visit: Visit) -> None:
    assert _found(_search(visit, "2026-10-05-payments-latency"))[0] == INCIDENT


def test_a_rule_is_first_for_its_code(visit: Visit) -> None:
    assert _found(_search(visit, "WB2601"))[0] == "/rules/wb2601/"


def test_titles_come_before_bodies_and_lists_last(visit: Visit) -> None:
    page = _search(visit, "postmortem")
    _found(page)
    while page.locator(".wb-search__more:visible").count():
        had = page.locator(".wb-hit").count()
        page.locator(".wb-search__more").click()
        expect(page.locator(".wb-hit").nth(had)).to_be_visible()
    lists = ["List" in kind for kind in page.locator(".wb-hit__kind").all_inner_texts()]
    assert lists == sorted(lists)
    titled = ["payments" in title.lower() for title in _titles(_search(visit, "payments"))]
    assert titled[0]


def test_a_component_counts_more_than_a_mention(visit: Visit) -> None:
    urls = _found(_search(visit, "database"))

    assert INCIDENT in urls[:4]


def test_more_results_can_be_shown_with_the_keyboard(visit: Visit) -> None:
    page = _search(visit, "incident")
    _found(page)
    assert page.locator(".wb-hit").count() == 12
    more = page.get_by_role("button", name="Show")
    more.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#wb-hit-12")).to_have_attribute("aria-selected", "true")
    assert page.locator(".wb-hit").count() > 12


def test_counts_of_filters_follow_the_query(visit: Visit) -> None:
    page = _search(visit, "autumn sale")
    _found(page)
    kinds = page.get_by_label("Kind", exact=True).locator("option")
    expect(kinds.filter(has_text="Incident")).to_have_text("Incident (1)")

    expect(kinds.filter(has_text="Rule")).to_have_count(0)
    page.get_by_label("Kind", exact=True).select_option("Incident")
    expect(page.locator(".wb-search__state")).to_contain_text("1 result")
    expect(kinds.filter(has_text="Post-mortem")).to_have_count(1)


@pytest.mark.variants(2, every=2)
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("payments slow during", "Incident"),
        ("payments slow during", "Post-mortem"),
        ("connection pool exhausted", "Runbook"),
        ("pool too small", "Problem"),
    ],
)
def test_6_6_search_finds_every_kind_of_record(visit: Visit, words: str, kind: str) -> None:
    page = _search(visit, words)
    _found(page)
    kinds = page.locator(".wb-hit__kind").all_inner_texts()
    assert any(kind in shown for shown in kinds), kinds
