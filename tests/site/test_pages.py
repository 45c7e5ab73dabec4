"""What a reader meets: local time, colours, filters, build, keyboard, print."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.site.conftest import HOSTILE, Visit

pytestmark = pytest.mark.browser

INCIDENT = "incidents/2026/10/2026-10-05-payments-latency/"
_APART = "not its author, who committed to it, the commander or who took part in the incident"


def test_every_page_can_be_reached_from_the_board(shop: Path) -> None:
    site = (shop / "build" / "site").resolve()
    reached: set[Path] = set()
    waiting = {site / "index.html"}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = re.findall(r'<a [^>]*href="([^"#:?]+)"', page.read_text(encoding="utf-8"))
        linked = {(page.parent / link / "index.html").resolve() for link in links}
        waiting |= {target for target in linked if target.is_file()} - reached

    assert sorted(set(site.rglob("index.html")) - reached) == []


def test_a_time_shows_utc_and_the_readers_own_zone_on_hover(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    time = page.locator(".wb-entry time").first
    assert time.get_attribute("datetime").endswith("Z")
    time.hover()

    expect(page.get_by_role("tooltip")).to_contain_text("GMT+9")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_a_time_shows_the_own_zone_on_focus(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    page.locator(".wb-entry__time").first.focus()

    expect(page.get_by_role("tooltip")).to_contain_text("GMT+9")


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_a_tap_on_a_time_shows_the_own_zone(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    expect(page.locator(".wb-utc")).to_have_text(
        "All times UTC; tap for yours", use_inner_text=True
    )
    page.locator(".wb-step time").first.tap()
    expect(page.get_by_role("tooltip")).to_contain_text("GMT+9")
    page.locator("h1").tap()

    expect(page.get_by_role("tooltip")).to_be_hidden()


@pytest.mark.parametrize("path", [INCIDENT, HOSTILE])
def test_the_timeline_has_days_and_filters_that_leave_something(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator(".wb-day h3").first.inner_text().endswith("2026")
    everything = page.locator(".wb-entry:visible").count()
    buttons = page.locator("[data-wb-filter='timeline'] button").all()
    assert [button.inner_text() for button in buttons[:2]] == ["All", "Milestones"]
    for button in buttons[1:]:
        button.click()
        group = button.get_attribute("data-show")
        assert 0 < page.locator(".wb-entry:visible").count() < everything
        assert page.locator(f".wb-entry:visible:not(.wb-entry--{group})").count() == 0


def test_the_windows_are_drawn_and_told(visit: Visit) -> None:
    page = visit.go(INCIDENT)

    assert page.locator(".wb-windows rect.wb-bar").count() > 0
    page.get_by_text("As a table").click()
    assert page.locator(".wb-windows tbody tr").count() > 0


def test_an_incident_leads_to_its_postmortem_and_back(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    page.get_by_role("link", name="Read the post-mortem").click()
    page.wait_for_url("**/postmortems/2026/10/2026-10-05-payments-latency/")
    page.get_by_role("link", name="See the full record").click()

    page.wait_for_url(f"**/{INCIDENT}")


@pytest.mark.parametrize(
    "path",
    [
        "postmortems/2026/10/2026-10-05-payments-latency/",
        "problems/pool-too-small/",
        "runbooks/pool-exhausted/",
    ],
)
def test_components_and_categories_lead_to_their_pages(visit: Visit, path: str) -> None:
    facts = visit.go(path).locator(".wb-facts")

    for kind in ("components", "incidents/category"):
        assert facts.locator(f"a[href*='{kind}/']").count() > 0


def test_an_incident_leads_to_the_runbooks_for_it(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    page.locator(".wb-panel", has_text="Runbooks").get_by_role(
        "link", name="A connection pool is exhausted"
    ).click()

    page.wait_for_url("**/runbooks/pool-exhausted/")


def test_an_open_incident_stands_on_the_board_with_its_age(visit: Visit) -> None:
    page = visit.go("")

    expect(page.get_by_role("heading", name="1 open incident")).to_be_visible()
    expect(page.locator(".wb-card--open .wb-age")).to_contain_text("open for")


def test_the_page_says_when_and_from_what_it_was_built(visit: Visit) -> None:
    page = visit.go(HOSTILE)

    expect(page.locator("footer .wb-built")).to_contain_text("for staff: 4 incidents")


def test_the_choice_of_colours_lasts(visit: Visit) -> None:
    page = visit.go("")
    assert page.get_attribute("body", "data-md-color-scheme") == "default"
    page.get_by_role("button", name="Dark colours").click()
    visit.go("actions/")

    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    expect(page.get_by_role("button", name="Dark colours")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_backlog_begins_with_what_is_due_first_and_marks_what_is_late(visit: Visit) -> None:
    page = visit.go("actions/")
    rows = page.locator(".wb-action").all()
    dated = [(row.get_attribute("data-status"), row.get_attribute("data-due")) for row in rows]
    assert dated == sorted(dated, key=lambda row: (row[0] == "done", row[1]))
    expect(page.locator(".wb-overdue").first).to_contain_text("(overdue)")
    listed = visit.go("").locator("section[aria-labelledby=todo] li")

    expect(listed.first).to_contain_text("1 Nov 2026 (overdue)")


def test_the_backlog_can_be_filtered_and_sorted(visit: Visit) -> None:
    page = visit.go("actions/")
    rows = page.locator(".wb-action:visible")
    everything = rows.count()
    page.get_by_label("Status").select_option(index=1)

    expect(page.locator("[data-wb-shown]")).to_have_text(f"{rows.count()} shown")
    assert 0 < rows.count() <= everything
    page.locator("[data-sort]").select_option("due")
    dates = [row.get_attribute("data-due") or "9" for row in rows.all()]
    assert dates == sorted(dates)


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_the_menu_of_a_phone_opens_and_closes(visit: Visit) -> None:
    page = visit.go("")
    menu = page.get_by_role("button", name="Menu")
    link = page.get_by_role("link", name="Runbooks")
    expect(link).to_be_hidden()
    menu.click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")

    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_first_key_leads_past_the_navigation(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
def test_paper_shows_the_record_alone_in_dark_letters_on_white(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    page.emulate_media(media="print")

    expect(page.locator(".wb-header")).to_be_hidden()
    expect(page.locator(".wb-timeline").first).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("body")).to_have_css("color-scheme", "light")
    expect(page.locator("h1")).to_have_css("color", "rgb(27, 35, 51)")


def test_an_unknown_address_says_so(visit: Visit) -> None:
    page = visit.go("404.html")

    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


def test_the_months_have_numbers_and_a_table(visit: Visit) -> None:
    page = visit.go("")

    assert all(int(n) > 0 for n in page.locator(".wb-bars__n").all_text_contents())
    assert page.locator(".wb-bars__n").count() > 0
    panel = page.locator("section", has=page.get_by_role("heading", name="Incidents per month"))
    panel.get_by_text("As a table").click()
    expect(panel.locator("tbody tr")).to_have_count(12)


def test_dotted_lines_do_not_cross_the_names_of_components(visit: Visit) -> None:
    page = visit.go(INCIDENT)
    names = [box.bounding_box() for box in page.locator(".wb-rowname").all()]
    marks = [line.bounding_box() for line in page.locator(".wb-mark").all()]

    assert names
    assert marks
    for name in names:
        for mark in marks:
            apart = mark["y"] + mark["height"] <= name["y"] + 2
            assert apart or mark["y"] >= name["y"] + name["height"] - 3


def test_a_card_of_a_runbook_begins_with_its_first_paragraph(visit: Visit) -> None:
    text = visit.go("runbooks/").locator(".wb-card p").first.inner_text()

    assert text
    assert not text.startswith("Meaning")


def test_backticks_of_a_rule_are_code(visit: Visit) -> None:
    page = visit.go("rules/")

    assert "`" not in page.locator(".wb-rulelist").first.inner_text()
    assert page.locator(".wb-rulelist li span code").count() > 0


def test_the_approvals_policy_says_who_answers_for_what(visit: Visit) -> None:
    page = visit.go("policies/approvals/")
    row = page.get_by_role("row").filter(has_text="End of a severe incident")

    expect(row).to_contain_text("Closed, Canceled, Merged")
    expect(row).to_contain_text("only severity SEV1 or SEV2; risk high")
    expect(row.get_by_role("listitem")).to_have_text(
        [
            f"1 of Web team, {_APART}",
            f"1 of the owners of its components, {_APART}",
        ]
    )


def test_6_3_a_choice_in_the_backlog_stands_in_the_address_and_comes_back_with_it(
    visit: Visit,
) -> None:
    page = visit.go("actions/")
    priority = page.locator("[data-field=priority]")
    priority.select_option("high")
    page.locator("[data-sort]").select_option("age")
    expect(page).to_have_url(re.compile(r"\?priority=high&sort=age$"))
    page.reload()
    expect(priority).to_have_value("high")
    shown = page.locator(".wb-action:not([hidden])")
    assert shown.count() > 0
    priorities = {row.get_attribute("data-priority") for row in shown.all()}
    assert priorities == {"high"}
    page.locator("select[data-due]").select_option("none")
    expect(page.get_by_text("No action item fits all of these.")).to_be_visible()
