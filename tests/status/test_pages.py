"""The pages of the status site: what is wrong now, what was, and what is planned (3.2)."""

import json
import re
import shutil
import tomllib
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, PLAN, PLANNED, WORK

SITE = "https://status.shop.example"


def words(html):
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_3_2_what_goes_on_stands_first_with_its_updates_and_its_components(site):
    ran = site.publish()
    assert (ran.code, ran.stderr) == (0, "")
    page = words(site.text("index.html"))
    assert "Major outage As of " in page
    assert "Orders cannot be paid Till" in page
    assert page.index("We know the cause.") < page.index("we look into it.")
    assert "Till Major outage Where orders are paid eu Major outage us Operational" in page
    assert "Payments Operational" in page
    assert "A new till Dec 1, 2026, 02:00 UTC to Dec 1, 2026, 04:00 UTC" in page


def test_3_2_an_incident_has_a_page_with_each_update(site):
    site.publish()
    page = words(site.text(f"incidents/{OUTAGE}/index.html"))
    assert "Orders cannot be paid" in page
    assert "Some orders fail." in page
    assert 'Orders with "express" <b>fail</b> & we look into it.' in page
    assert "Identified Nov 23, 2026, 14:30 UTC We know the cause." in page
    assert "db7" not in page


def test_3_2_what_is_over_is_history_with_its_length(site):
    on = datetime.now(UTC) - timedelta(days=5)
    outage, log, over = (t.replace("2026-11-23", f"{on:%Y-%m-%d}") for t in (OUTAGE, LOG, OVER))
    shutil.rmtree(site.repository.root / f"incidents/{OUTAGE[:4]}/{OUTAGE}")
    site.write(outage, HEADER, log, over)
    site.publish()
    page = words(site.text("index.html"))
    assert "All systems operational" in page
    assert f"{on:%A, %B {on.day}, %Y} Orders cannot be paid Resolved" in page
    assert "Lasted 1 hr" in words(site.text(f"incidents/{outage}/index.html"))
    assert f"{on:%B %Y}" in words(site.text("history/index.html"))
    assert "Orders cannot be paid" in words(site.text(f"history/{on:%Y-%m}/index.html"))
    till = words(site.text("components/checkout/index.html"))
    assert f"{on:%b {on.day}, %Y}: Major outage for 1 hr" in till
    assert re.search(r"1 day with impact in 90 days · 99\.9\d% up", till)


def test_3_2_a_day_names_what_began_on_it_and_goes_on(site):
    now = datetime.now(UTC)
    incident = f"{now:%Y-%m-%d}-orders"
    site.write(incident, HEADER, LOG.replace("2026-11-23T14", f"{now:%Y-%m-%d}T00"))
    site.publish()
    page = words(site.text("index.html"))
    today, yesterday = (f"{at:%A, %B {at.day}, %Y}" for at in (now, now - timedelta(days=1)))
    days = page[page.index("Past days") :]
    assert "Orders cannot be paid Identified" in days[days.index(today) : days.index(yesterday)]


def test_3_2_the_page_of_an_incident_says_when_it_began_apart_from_its_status(site):
    site.publish()
    page = words(site.text(f"incidents/{OUTAGE}/index.html"))
    assert "Status Identified Began Nov 23, 2026, 14:00 UTC Affected" in page
    assert "Identified since" not in page
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    over = "Began Nov 23, 2026, 14:00 UTC Ended Nov 23, 2026, 15:00 UTC Lasted 1 hr"
    assert over in words(site.text(f"incidents/{OUTAGE}/index.html"))


def test_3_2_the_page_of_planned_work_tells_its_window_once_and_no_beginning(site):
    site.publish()
    page = words(site.text(f"incidents/{WORK}/index.html"))
    window = "Planned for Dec 1, 2026, 02:00 UTC to Dec 1, 2026, 04:00 UTC"
    assert f"Status Scheduled {window} Affected Till" in page
    assert "Began" not in page
    begun = "- {kind: in_progress, at: 2026-11-26T02:00Z, by: 'user:ana', audience: public}\n"
    site.write(WORK, PLANNED, PLAN, begun)
    site.publish()
    page = words(site.text(f"incidents/{WORK}/index.html"))
    assert f"Status In progress Began Nov 26, 2026, 02:00 UTC {window}" in page


def test_3_2_each_language_has_all_the_words():
    folder = Path(__file__).parents[2] / "site/status/words"
    told = {path.stem: tomllib.loads(path.read_text()) for path in folder.glob("*.toml")}
    english = {(group, key) for group, keys in told["en"].items() for key in keys}
    for language, groups in told.items():
        have = {(group, key) for group, keys in groups.items() for key in keys}
        assert english <= have, language


def test_3_2_maintenance_is_moved_goes_on_and_ends(site):
    moved = PLAN.replace("2026-11-24T09", "2026-11-25T09").replace("12-01T", "12-02T")
    site.write(WORK, PLANNED, PLAN, moved)
    site.publish()
    assert "Dec 2, 2026, 02:00 UTC to Dec 2" in words(site.text("index.html"))
    begun = "- {kind: in_progress, at: 2026-11-26T02:00Z, by: 'user:ana', audience: public}\n"
    site.write(WORK, PLANNED, PLAN, moved, begun)
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.publish()
    assert "Maintenance under way" in words(site.text("index.html"))
    done = "- {kind: completed, at: 2026-11-26T04:00Z, by: 'user:ana', audience: public}\n"
    site.write(WORK, PLANNED, PLAN, moved, begun, done)
    site.publish()
    assert "All systems operational" in words(site.text("index.html"))
    till = words(site.text("components/checkout/index.html"))
    assert "Nov 26, 2026: Maintenance for 2 hr" in till
    assert "Planned maintenance does not count as down." in till


def test_3_2_a_page_speaks_each_language_of_the_policy(site):
    site.publish()
    page = words(site.text("de/index.html"))
    assert "Schwere Störung Stand: " in page
    assert "Ursache gefunden 23. Nov. 2026, 14:30 UTC" in page
    assert 'lang="de"' in site.text("de/index.html")
    assert f'hreflang="de" href="{SITE}/de/incidents/' in site.text(
        f"incidents/{OUTAGE}/index.html"
    )


def test_3_2_a_drill_is_nobodys_business(site):
    site.write("2026-11-20-drill", HEADER.replace("kind: incident", "kind: drill"), LOG)
    site.publish()
    assert not [path for path in site.files if "drill" in path]


def test_3_2_what_cannot_be_read_is_not_shown_and_said(site):
    site.write("2026-11-21-broken", "title: [\n", LOG)
    ran = site.publish()
    assert ran.code == 1
    assert "missing: 1 record that cannot be read" in ran.stderr
    assert "broken" not in ran.stdout + ran.stderr, "nobody knows for whom it is"
    assert not [path for path in site.files if "broken" in path]
    ran = site.publish("--audience", "staff")
    assert ran.code == 1
    assert "2026-11-21-broken/incident.yaml cannot be read" in ran.stderr


def test_3_2_an_outage_whose_log_lacks_a_file_is_not_shown_as_if_it_went_on(site):
    site.write("2026-11-21-odd", HEADER, LOG)
    site.repository.write("incidents/2026/2026-11-21-odd/timeline/the end.yaml", OVER)
    ran = site.publish()
    assert (ran.code, "missing: 1 record that cannot be read" in ran.stderr) == (1, True)
    assert not [path for path in site.files if "2026-11-21-odd" in path]


def test_3_2_search_engines_find_every_page_and_no_frame(site):
    site.publish()
    assert f"Sitemap: {SITE}/sitemap.xml" in site.text("robots.txt")
    listed = {e.text for e in ET.fromstring(site.text("sitemap.xml")).iter() if e.tag[-3:] == "loc"}
    pages = {p.removesuffix("index.html") for p in site.files if p.endswith("/index.html")}
    framed = {"embed/", "de/embed/"}
    assert listed == {f"{SITE}/{page}" for page in (pages | {""}) - framed}
    assert f'rel="canonical" href="{SITE}/history/"' in site.text("history/index.html")
    assert f'href="{SITE}/assets/status.css"' in site.text("404.html")


def test_3_2_without_an_address_no_page_claims_one(site):
    settings = site.repository.root / "wakebook.yaml"
    settings.write_text(settings.read_text().replace("status_url", "public_url"))
    site.publish()
    assert not {"robots.txt", "sitemap.xml", "404.html"} & {*site.files}
    assert "canonical" not in site.text("index.html")


def test_3_2_a_frame_on_another_page_tells_what_goes_on(site):
    site.publish()
    frame = site.text("embed/index.html")
    assert words(frame.partition("<main")[2]).endswith(
        "Major outage Orders cannot be paid Identified"
    )
    assert frame.count('target="_top"') == 2
    assert f'href="../incidents/{OUTAGE}/"' in frame


def test_3_2_a_table_of_cells_that_nobody_wrote_makes_no_large_site(site):
    wide = "|".join("a" * 1_500) + "\n" + "|".join("-" * 1_500) + "\n" + "x\n" * 2_900
    update = {"kind": "update", "at": "2026-11-23T14:10Z", "by": "user:ana", "audience": "public"}
    site.write(OUTAGE, HEADER, LOG, json.dumps([{**update, "text": f"{wide}\n" * 5}]))
    assert site.publish().code == 0
    assert "a|a|a|a" in site.text(f"incidents/{OUTAGE}/index.html")
    assert max(map(len, site.files.values())) < 500_000
