"""``wakebook import cstate``: sites with many habits."""

import pytest

CONFIG = """\
title: Shop status
baseURL: https://status.shop.example/
params:
  categories:
    - {name: Selling, description: What customers use}
  systems:
    - {name: Checkout, description: Takes orders, category: Selling}
    - name: Search
      description: Finds things
      category: Selling
    - Newsletter
"""
POST = """\
---
title: Search answers slowly
date: 2026-03-02T10:00:00+01:00
resolved: true
resolvedWhen: 2026-03-02T11:30:00+01:00
severity: disrupted
affected:
  - Search
section: issue
---

Search needs several seconds.
"""


@pytest.fixture
def site(importing):
    importing.write("config.yml", CONFIG)
    importing.write("content/issues/2026-03-02-slow-search.md", POST)
    return importing


def only(plan):
    (item,) = plan["items"]
    return item


def told(item):
    return " | ".join(remark["message"] for remark in item["remarks"])


def fates(item):
    return {row["field"]: row["outcome"] for row in item["fields"]}


def post(importing, *front, body="Text.\n", name="2026-03-02-post.md"):
    importing.write(f"content/issues/{name}", "---\n" + "\n".join(front) + f"\n---\n\n{body}")


FINDER = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: finder
  annotations:
    wakebook.dev/aliases: "Find, search"
spec: {type: service, lifecycle: production, owner: group:web}
"""
ENDED = ("date: 2026-03-02T10:00:00Z", "resolved: true", "resolvedWhen: 2026-03-02T11:00:00Z")


def test_a_plan_writes_nothing_and_tells_every_field(site):
    code, plan = site.run("cstate", ".", "--plan")
    assert code == 0
    assert not plan["written"]
    assert site.repository.git("status", "--short") == ""
    item = only(plan)
    assert (item["deed"], item["incident"]) == ("create", "2026-03-02-slow-search")
    assert fates(item) == {
        "affected": "mapped",
        "body": "mapped",
        "date": "mapped",
        "resolved": "mapped",
        "resolvedWhen": "mapped",
        "section": "mapped",
        "severity": "kept",
        "title": "mapped",
    }


def test_a_post_becomes_a_record_that_passes_check(site):
    code, plan = site.run("cstate", ".")
    assert (code, plan["written"]) == (0, True)
    header = site.header("2026-03-02-slow-search")
    assert "system: cstate\n  id: 2026-03-02-slow-search\n" in header
    assert "url: https://status.shop.example/issues/2026-03-02-slow-search/" in header
    assert "audience: public" in header
    assert "entries_audience: public" in header
    assert "closed:\n  status: closed\n" in header
    log = site.log("2026-03-02-slow-search")
    assert 'as_written: "severity: disrupted"' in log
    assert "text: Search needs several seconds." in log
    assert site.check().code == 0
    assert site.check("standard").stdout.endswith("nothing to complain about\n")


def test_a_second_run_changes_nothing(site):
    site.run("cstate", ".")
    site.repository.commit()
    code, plan = site.run("cstate", ".")
    assert (code, plan["summary"]["unchanged"]) == (0, 1)
    assert site.repository.git("status", "--short") == ""


def test_unknown_components_get_a_catalog_file_with_an_owner(site):
    _, plan = site.run("cstate", ".")
    assert plan["catalog"]["path"] == "catalog/imported-shop.yaml"
    assert plan["catalog"]["components"] == ["shop-search"]
    text = (site.repository.root / "catalog/imported-shop.yaml").read_text()
    assert "title: Search\n  description: Finds things\n" in text
    assert "kind: System\nmetadata:\n  name: shop-selling\n" in text


def test_later_components_are_added_to_the_same_file(site):
    site.run("cstate", ".")
    before = (site.repository.root / "catalog/imported-shop.yaml").read_text()
    post(site, "title: Letters", "affected: [Newsletter, Checkout]", *ENDED)
    site.run("cstate", ".")
    after = (site.repository.root / "catalog/imported-shop.yaml").read_text()
    assert after.startswith(before)
    assert "name: shop-newsletter" in after[len(before) :]
    assert "name: shop-checkout" not in after  # the repository's own component has this title
    assert site.check().code == 0


def test_a_catalog_file_that_cannot_be_read_keeps_its_bytes(site):
    old = b"# by Ren\xe9\n"
    path = site.repository.root / "catalog/imported-shop.yaml"
    path.write_bytes(old)
    site.run("cstate", ".")
    assert path.read_bytes().startswith(old)


def test_without_components_unknown_names_stay_in_words(site):
    _, plan = site.run("cstate", ".", "--no-components")
    assert plan["catalog"]["components"] == []
    assert fates(only(plan))["affected"] == "kept"
    assert "components: Search" in site.log("2026-03-02-slow-search")
    assert site.check().code == 0


def test_an_alias_leads_to_the_repositorys_component(site):
    site.repository.write("catalog/finder.yaml", FINDER)
    _, plan = site.run("cstate", ".")
    assert plan["catalog"]["components"] == []
    assert "components:\n  - finder\n" in site.header("2026-03-02-slow-search")


def test_a_word_can_be_given_its_meaning(site):
    code, plan = site.run("cstate", ".", "--as", "disrupted=SEV3", "--as", "disrupted=degraded")
    assert (code, fates(only(plan))["severity"]) == (0, "mapped")
    log = site.log("2026-03-02-slow-search")
    assert "kind: severity\n  at: 2026-03-02T10:00:00+01:00\n  level: SEV3\n" in log
    assert "component: shop-search\n  state: degraded\n" in log
    assert site.check("standard").stdout.endswith("nothing to complain about\n")


def test_a_meaning_that_nothing_has_is_a_mistake_of_the_caller(site, wakebook):
    ran = wakebook(
        "import", "cstate", str(site.source), "--as", "down=TERRIBLE", cwd=site.repository
    )
    assert ran.code == 2
    assert "TERRIBLE" in ran.stderr


def test_a_time_without_a_zone_is_reported_and_not_guessed(importing):
    front = ("title: T", "date: 2026-07-02 10:00:00", "resolved: true", "resolvedWhen: ''")
    post(importing, *front)
    code, plan = importing.run("cstate", ".")
    item = only(plan)
    assert (code, item["deed"]) == (1, "cannot")
    assert item["remarks"][0]["line"] == 3
    assert "--zone" in told(item)
    assert {row["outcome"] for row in item["fields"]} == {"lost", "empty"}
    code, plan = importing.run("cstate", ".", "--zone", "Europe/Prague")
    assert code == 0
    assert "at: 2026-07-02T10:00:00+02:00" in importing.log(only(plan)["incident"])


def test_the_sites_own_zone_counts(importing):
    importing.write("hugo.toml", 'timeZone = "Asia/Kathmandu"\nbaseURL = "http://localhost"\n')
    post(importing, "title: T", "date: 2026-07-02 10:00:00", "resolved: false")
    _, plan = importing.run("cstate", ".")
    assert "at: 2026-07-02T10:00:00+05:45" in importing.log(only(plan)["incident"])
    assert importing.check().code == 0


def test_a_bare_date_is_a_day_of_this_repository(importing):
    """A day of Auckland, there and here, begins before that day of UTC."""
    settings = (importing.repository.root / "wakebook.yaml").read_text()
    zone = settings.split("zone: ")[1].split("\n")[0]
    settings = settings.replace(f"zone: {zone}", "zone: Pacific/Auckland")
    importing.repository.write("wakebook.yaml", settings)
    end = ("resolved: true", "resolvedWhen: 2026-03-01T20:00:00Z")
    post(importing, "title: T", "date: 2026-03-02", *end)
    code, plan = importing.run("cstate", ".", "--zone", "Pacific/Auckland")
    assert (code, told(only(plan))) == (0, "")
    assert "kind: resolved\n  at: 2026-03-01T20:00:00Z" in importing.log(only(plan)["incident"])
    assert importing.check("standard").code == 0
    post(importing, "title: T", "date: 2026-03-02", *end, name="other.md")
    code, plan = importing.run("cstate", ".", "--zone", "Asia/Tokyo")
    assert "a day in Asia/Tokyo there and is read as one in Pacific/Auckland" in told(
        next(item for item in plan["items"] if item["source_id"] == "other")
    )


@pytest.mark.parametrize(("name", "offset"), [("CEST", "+02:00"), ("CET", "+01:00"), ("PDT", None)])
def test_the_name_of_a_zone_tells_which_of_two_hours(importing, name, offset):
    post(importing, "title: T", f"date: 2026-10-25 02:30 {name}", "resolved: true")
    code, plan = importing.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert f"is in {name}, which is no zone" in told(only(plan))
    code, plan = importing.run("cstate", ".", "--zone", "Europe/Prague")
    if offset is None:
        assert "which Europe/Prague does not call its time then" in told(only(plan))
    else:
        assert f"at: 2026-10-25T02:30{offset}" in importing.log(only(plan)["incident"])


@pytest.mark.parametrize("time", ["2026-10-25 02:30:00", "2026-03-29 02:30:00"])
def test_an_hour_that_the_clock_repeats_or_skips_is_unknown(importing, time):
    post(importing, "title: T", f"date: {time}", *ENDED[1:2], "resolvedWhen: 2026-10-26T01:00:00Z")
    _, plan = importing.run("cstate", ".", "--zone", "Europe/Prague")
    assert "clock was changed" in told(only(plan))
    assert f"at: unknown\n  as_written: {time}" in importing.log(only(plan)["incident"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-02T9:06:14+01:00", "2026-03-02T09:06:14+01:00"),
        ("2026-3-2 09:06:14 +01:00", "2026-03-02T09:06:14+01:00"),
        ("2026-03-02 09:06:14 +0100 CET", "2026-03-02T09:06:14+01:00"),
        ("2026-03-02 09:06 UTC", "2026-03-02T09:06Z"),
        ('"Mon, 02 Mar 2026 09:06:14 +0000"', "2026-03-02T09:06:14Z"),
        ("2026-03-02T09:06:14.123456789Z", "2026-03-02T09:06:14.123456Z"),
        ("Mon Mar 02 2026 09:06:14 GMT+0100 (Central European Time)", "2026-03-02T08:06:14Z"),
    ],
)
def test_loose_times_are_read_and_kept_as_written(importing, written, read):
    post(importing, "title: T", f"date: {written}", "resolved: true")
    _, plan = importing.run("cstate", ".")
    log = importing.log(only(plan)["incident"])
    assert f"kind: started\n  at: {read}\n  as_written:" in log


@pytest.mark.parametrize(
    "written", ["1600", "02-03-2026 09:06", "0001-01-01T00:00:00Z", "?", "2026-03-02 9:06 am"]
)
def test_what_may_be_many_times_is_none(importing, written):
    post(importing, "title: T", f'date: "{written}"', *ENDED[1:])
    _, plan = importing.run("cstate", ".")
    assert "becomes unknown" in told(only(plan))
    log = importing.log("2026-03-02-post")
    assert "kind: started\n  at: unknown\n  as_written:" in log
    assert written in log
    assert importing.check().code == 0


def test_each_time_of_a_file_may_have_its_own_zone(importing):
    importing.write("config.yml", "timeZone: Asia/Kathmandu\n")
    end = ("resolved: true", "resolvedWhen: 2026-03-02 06:00:00 +0200")
    body = '*Update* - Better. {{< track "2026-03-02 05:00 UTC" >}}'
    post(importing, "title: T", "date: 2026-03-02 09:00:00", *end, body=body)
    code, plan = importing.run("cstate", ".")
    log = importing.log("2026-03-02-post")
    assert (code, "lies before" in told(only(plan))) == (0, False)
    times = ("2026-03-02T09:00:00+05:45", "2026-03-02T05:00Z", "2026-03-02T06:00:00+02:00")
    assert all(f"at: {time}\n" in log for time in times)


def test_an_unreadable_start_is_unknown_and_says_the_likely_time(importing):
    post(importing, "title: T", "date: 2026-03-02T015:00:00+02:00", *ENDED[1:])
    code, plan = importing.run("cstate", ".")
    assert code == 0
    assert "did you mean 2026-03-02T15:00:00+02:00?" in told(only(plan))
    log = importing.log("2026-03-02-post")
    assert "kind: started\n  at: unknown\n  as_written: 2026-03-02T015:00:00+02:00" in log
    assert importing.check().code == 0


def test_an_end_before_the_start_is_unknown_and_the_plan_says_so(importing):
    front = ("date: 2026-09-05T15:15:00Z", "resolved: true", "resolvedWhen: 2026-04-05T15:00:00Z")
    post(importing, "title: T", *front)
    code, plan = importing.run("cstate", ".")
    assert code == 0
    assert "lies before" in told(only(plan))
    log = importing.log("2026-09-05-2026-03-02-post")
    assert "kind: resolved\n  at: unknown\n  as_written: 2026-04-05T15:00:00Z" in log
    assert importing.check().code == 0


def test_an_impossible_date_in_a_file_name_is_only_a_name(importing):
    post(importing, "title: T", *ENDED, name="2026-02-56-holiday.md")
    _, plan = importing.run("cstate", ".")
    assert only(plan)["incident"] == "2026-03-02-2026-02-56-holiday"
    assert importing.check().code == 0


def test_what_is_not_resolved_is_open_and_passes_check(importing):
    post(importing, "title: Payments wait", "date: 2026-03-02T10:00:00Z", "resolved: false")
    code, plan = importing.run("cstate", ".")
    assert (code, only(plan)["open"]) == (0, True)
    header = importing.header("2026-03-02-post")
    assert "origin" not in header
    assert "closed" not in header
    assert "by: system:cstate\n  audience: public" in importing.log("2026-03-02-post")
    assert importing.check().code == 0


def test_the_end_of_an_open_post_is_added_as_a_new_log_file(importing):
    front = ("title: Payments wait", "date: 2026-03-02T10:00:00Z")
    post(importing, *front, "resolved: false")
    importing.run("cstate", ".")
    importing.repository.commit()
    before = importing.log("2026-03-02-post")
    post(importing, *front, *ENDED[1:])
    code, plan = importing.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (0, "changed")
    status = importing.repository.git("status", "--short").split("\n")
    assert [line[:3] for line in status if line] == ["?? "]
    assert before in importing.log("2026-03-02-post")
    assert "kind: resolved\n  at: 2026-03-02T11:00:00Z" in importing.log("2026-03-02-post")
    assert importing.check().code == 0
    assert importing.run("cstate", ".")[1]["summary"]["unchanged"] == 1


def test_an_edited_text_is_corrected_and_never_rewritten(site):
    site.run("cstate", ".")
    site.repository.commit()
    text = POST.replace("several seconds", "up to ten seconds")
    site.write("content/issues/2026-03-02-slow-search.md", text)
    code, plan = site.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (0, "changed")
    log = site.log("2026-03-02-slow-search")
    assert "text: Search needs several seconds." in log
    assert "kind: correction" in log
    assert "text: Search needs up to ten seconds." in log
    assert site.check("standard").code == 0


@pytest.mark.parametrize("right", ["retract: true", "set: {text: Search is slow.}"])
def test_what_people_put_right_stays_when_the_source_is_edited(site, right):
    site.run("cstate", ".")
    folder = "incidents/2026/2026-03-02-slow-search/timeline"
    (imported,) = (site.repository.root / folder).glob("*-import-*.yaml")
    lines = imported.read_text().split("\n- ")
    said = next(n for n, line in enumerate(lines, 1) if "several seconds" in line)
    site.repository.write(
        f"{folder}/20261123T120000Z-0001.yaml",
        "- kind: correction\n  at: 2026-11-23T12:00Z\n  by: user:ana\n"
        f"  corrects: {imported.stem}#{said}\n  {right}\n",
    )
    text = POST.replace("several seconds", "up to ten seconds")
    site.write("content/issues/2026-03-02-slow-search.md", text)
    site.run("cstate", ".")
    assert "up to ten seconds" not in site.log("2026-03-02-slow-search")


def test_an_edited_title_is_told_and_left_to_a_person(site):
    site.run("cstate", ".")
    site.write("content/issues/2026-03-02-slow-search.md", POST.replace("slowly", "late"))
    before = site.header("2026-03-02-slow-search")
    _, plan = site.run("cstate", ".")
    assert only(plan)["deed"] == "changed"
    assert "title is 'Search answers late' now" in told(only(plan))
    assert site.header("2026-03-02-slow-search") == before


def test_notices_are_told_from_incidents(importing):
    post(importing, "title: Away", "severity: Notice", *ENDED, name="a.md")
    post(importing, "title: News", "informational: true", *ENDED, name="b.md")
    post(importing, "title: Down", "severity: DOWN", "affected: checkout", *ENDED, name="c.md")
    _, plan = importing.run("cstate", ".")
    assert [item["kind"] for item in plan["items"]] == ["notice", "notice", "incident"]
    assert "state: major_outage" in importing.log("2026-03-02-c")
    assert importing.check().code == 0


@pytest.mark.parametrize("word", ["true", "True", "yes ", '"yes"', "1"])
def test_yes_has_many_forms(importing, word):
    post(importing, "title: T", "date: 2026-03-02T10:00:00Z", f"resolved: {word}")
    _, plan = importing.run("cstate", ".")
    assert not only(plan)["open"]
    assert "kind: resolved\n  at: unknown" in importing.log("2026-03-02-post")


def test_a_word_that_is_neither_yes_nor_no_bars_the_post(importing):
    post(importing, "title: T", "date: 2026-03-02T10:00:00Z", "resolved: perhaps")
    code, plan = importing.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert "'perhaps'; write true or false" in told(only(plan))


def test_a_notice_that_goes_on_is_told_and_ends_later(importing):
    front = ("title: Away", "severity: notice", "date: 2026-03-02T10:00:00Z")
    post(importing, *front)
    _, plan = importing.run("cstate", ".")
    assert told(only(plan)) == "is not marked as over at the source; it is imported without an end"
    assert only(plan)["open"]
    assert "origin" in importing.header("2026-03-02-post")
    post(importing, *front, *ENDED[1:])
    code, plan = importing.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (0, "changed")
    assert "status: closed" in importing.header("2026-03-02-post")
    assert importing.check("standard").code == 0


def test_drafts_stay_with_the_staff(importing):
    post(importing, "title: Secret", "draft: true", *ENDED)
    importing.run("cstate", ".")
    header = importing.header("2026-03-02-post")
    assert "audience: staff" in header
    assert "entries_audience: staff" in header


@pytest.mark.parametrize("resolved", ["true", "false"])
def test_what_becomes_a_draft_is_not_published(site, wakebook, resolved):
    text = POST.replace("resolved: true", f"resolved: {resolved}")
    site.write("content/issues/2026-03-02-slow-search.md", text)
    site.run("cstate", ".")
    site.a_day_passes()
    edited = text.replace("several", "SECRET").replace("severity:", "draft: true\nseverity:")
    site.write("content/issues/2026-03-02-slow-search.md", edited)
    code, plan = site.run("cstate", ".")
    assert (code, "audience is 'staff' now" in told(only(plan))) == (0, True)
    arguments = ("show", "2026-03-02-slow-search", "--audience")
    for audience, seen in (("public", False), ("staff", True)):
        shown = wakebook(*arguments, audience, cwd=site.repository).stdout
        assert ("SECRET" in shown) == seen, shown
    assert site.check().code == 0


def test_other_front_matters_of_hugo_are_read(importing):
    toml = (
        '+++\ntitle = "In TOML"\ndate = 2026-03-02T10:00:00Z\nresolved = true\n'
        "resolvedWhen = 2026-03-02 11:00:00\npinned = true\n+++\nText.\n"
    )
    importing.write("content/issues/toml.md", toml)
    importing.write(
        "content/issues/json.md",
        '{\n"title": "In JSON",\n"date": "2026-03-02T10:00:00Z",\n"resolved": true\n}\nText.\n',
    )
    importing.write("content/issues/bundle/index.md", POST)
    code, plan = importing.run("cstate", ".", "--zone", "UTC")
    assert code == 0
    ids = [item["source_id"] for item in plan["items"]]
    assert ids == ["bundle", "json", "toml"]
    assert fates(plan["items"][2])["pinned"] == "lost"
    assert "at: 2026-03-02T11:00:00Z" in importing.log("2026-03-02-toml")
    assert importing.check().code == 0


UPDATES = """\
*Resolved* - All is well. {{< track "2026-03-02 11:00:00" >}}

It was a cable.

*Monitoring* - The cable is in. {{< track "2026-03-02 10:40:00" >}}

**Investigating** - We look. {{% track '2026-03-02 10:10:00' %}}

## 2026-03-02 10:05 UTC

A first sign.
"""


def test_updates_with_times_become_entries_and_milestones(importing):
    post(importing, "title: T", *ENDED, body=UPDATES)
    _, plan = importing.run("cstate", ".", "--zone", "UTC")
    log = importing.log("2026-03-02-post")
    kinds = [line.split(": ")[1] for line in log.split("\n") if line.startswith("- kind")]
    order = "started update declared update mitigated update update resolved closed"
    assert kinds == order.split()
    assert "text: |-\n    All is well.\n\n    It was a cable.\n" in log
    assert "track" not in log
    assert told(only(plan)) == ""
    assert importing.check().code == 0


def test_times_of_updates_without_a_label_are_kept(importing):
    track = '{{{{< track "2026-03-02 {}:00" >}}}}'.format
    body = (
        f"We watch. {track('10:40')}\n\nStill, as at {track('10:20')} since {track('10:10')}\n"
        f"We look. {track('10:05')}\n\nAt the cable.\n"
    )
    post(importing, "title: T", *ENDED, body=body)
    _, plan = importing.run("cstate", ".", "--zone", "UTC")
    found = [line.split("at: ")[1][:16] for line in updates_of(importing)]
    assert found == ["2026-03-02T10:05", "2026-03-02T10:20", "2026-03-02T10:40"]
    assert "Still, as at 2026-03-02 10:20:00 since 2026-03-02 10:10:00" in importing.log(
        "2026-03-02-post"
    )
    assert "At the cable." in updates_of(importing)[0]
    assert told(only(plan)) == ""


def updates_of(importing):
    parts = importing.log("2026-03-02-post").split("- kind: ")
    return [part for part in parts if part.startswith("update")]


def test_updates_without_times_keep_their_order(importing):
    body = "It began.\n\nUpdate: Better.\n\n_Update #2_: Good.\n"
    post(importing, "title: T", *ENDED, body=body)
    _, plan = importing.run("cstate", ".")
    log = importing.log("2026-03-02-post")
    assert log.index("It began") < log.index("Better") < log.index("Good")
    assert log.count("kind: update\n  at: unknown") == 2
    assert "its order is kept" in told(only(plan))


def test_updates_that_nothing_separates_stay_one_text(importing):
    post(importing, "title: T", *ENDED, body="_Update_: Better.\n\nIt began.\n")
    importing.run("cstate", ".")
    assert importing.log("2026-03-02-post").count("kind: update") == 1


def test_raw_html_and_invisible_characters_do_not_come_in(importing):
    body = "<https://a.example/> a<b\n\n1 <2 &amp; `&amp;` <i>i</i>\n"
    post(importing, "title: Links", *ENDED, body=body, name="links.md")
    body = 'Look <script>alert(1)</script> <a href="javascript:x">here</a> `<b>` \u202eevil\n'
    post(importing, "title: Tit\u200ble", *ENDED, body=body)
    _, plan = importing.run("cstate", ".")
    links = importing.log("2026-03-02-links")
    assert "https://a.example/ a&lt;b\n\n    1 <2 &amp; `&amp;` _i_\n" in links
    log = importing.log("2026-03-02-post")
    assert "<script" not in log
    assert "javascript" not in log
    assert "`<b>`" in log
    item = next(item for item in plan["items"] if item["source_id"] == "2026-03-02-post")
    assert "U+202E" in told(item)
    assert "U+200B" in told(item)
    assert "a link to 'javascript:x'" in told(item)
    assert importing.check().code == 0


def test_a_missing_opening_mark_is_told(importing):
    importing.write("content/issues/p.md", POST.removeprefix("---\n"))
    code, plan = importing.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (0, "create")
    assert "front matter is missing" in told(only(plan))


BROKEN = {
    "no-end.md": ("---\ntitle: T\n", 1),
    "twice.md": ("---\ntitle: T\ntitle: U\n---\n", 3),
    "bytes.md": (b"---\ntitle: \xff\n---\n", 2),
    "prose.md": ("Only prose.\n", 1),
    "alias.md": ("---\ntitle: *nobody\n---\n", 2),
    "bomb.md": (
        "---\na: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n"
            for old, new in zip("abcdef", "bcdefg", strict=True)
        )
        + "---\n",
        6,
    ),
    "deep.md": ("---\ntitle: " + "[" * 5000 + "\n---\n", 2),
    "huge.md": ("---\ntitle: T\n---\n" + "x" * 1_100_000, 1),
    "date.md": ("---\ntitle: No date\nresolved: true\n---\n", 1),
}


def test_broken_posts_are_located_and_hide_no_other(site):
    for name, (content, _) in BROKEN.items():
        site.write(f"content/issues/{name}", content)
    code, plan = site.run("cstate", ".")
    items = {item["path"].rpartition("/")[2]: item for item in plan["items"]}
    assert code == 1
    assert items.pop("2026-03-02-slow-search.md")["deed"] == "create"
    assert set(items) == set(BROKEN)
    for name, item in items.items():
        bars = [remark for remark in item["remarks"] if remark["bars"]]
        assert item["deed"] == "cannot", name
        assert bars[0]["line"] == BROKEN[name][1], (name, bars)
    assert site.check().code == 0


def test_files_that_are_no_posts_are_named(site):
    site.write("content/issues/_index.md", "---\ntitle: All\n---\n")
    site.write("content/issues/2026-03-02-slow-search.lt.md", POST)
    site.write("content/issues/notes.txt", "x")
    (site.source / "content/issues/link.md").symlink_to("/etc/passwd")
    code, plan = site.run("cstate", ".")
    told_of = {remark["path"].rpartition("/")[2] for remark in plan["remarks"]}
    named = {"_index.md", "2026-03-02-slow-search.lt.md", "notes.txt", "link.md"}
    assert code == 0
    assert named <= told_of
    assert len(plan["items"]) == 1


def test_posts_with_equal_names_in_folders_are_told_apart(importing):
    importing.write("config.yml", CONFIG)
    for year in (2025, 2026):
        post(importing, f"title: In {year}", *ENDED, name=f"{year}/outage.md")
    post(importing, "title: Alone", *ENDED, name="2026/2026-03-02-alone.md")
    for deed in ("create", "unchanged"):
        code, plan = importing.run("cstate", ".")
        assert (code, plan["summary"][deed]) == (0, 3)
    ids = [item["source_id"] for item in plan["items"]]
    assert ids == ["2025/outage", "2026-03-02-alone", "2026/outage"]
    header = importing.header("2026-03-02-2025-outage")
    assert "url: https://status.shop.example/issues/2025/outage/\n" in header
    assert importing.check("standard").code == 0


def test_other_languages_of_a_site_are_named(importing):
    for language in ("en", "lt"):
        importing.write(f"content/{language}/issues/a.md", POST)
    for name in ("b.en", "b.lt", "c/index.en", "c/index.lt"):
        importing.write(f"content/en/issues/{name}.md", POST)
    code, plan = importing.run("cstate", ".")
    assert (code, [item["source_id"] for item in plan["items"]]) == (0, ["a", "b.en", "c"])
    assert sum("is a translation of" in r["message"] for r in plan["remarks"]) == 2
    (remark,) = (r for r in plan["remarks"] if r["path"] == "content/lt/issues")
    assert "holds posts in another language than en; nothing is imported" in remark["message"]


def test_words_of_other_times_are_kept(importing):
    post(importing, "title: T", 'lastmod: "next week"', *ENDED)
    _, plan = importing.run("cstate", ".")
    assert "with the source's words beside it" in told(only(plan))
    assert "edited_at: unknown\n  as_written: next week\n" in importing.log("2026-03-02-post")


def test_what_has_no_place_is_lost_and_says_so(importing):
    front = ("author: Jane Doe", "pin: true", "publishDate: 2026-03-02T09:00:00Z")
    post(importing, "title: T", *front, *ENDED, body="*Update* - It works. " + TRACK)
    _, plan = importing.run("cstate", ".")
    fate = fates(only(plan))
    assert [fate[name] for name in ("author", "pin", "publishDate")] == ["lost"] * 3
    whole = importing.log("2026-03-02-post") + importing.header("2026-03-02-post")
    assert "Jane" not in whole


TRACK = '{{< track "2026-03-02T10:30:00Z" >}}'


def test_names_that_differ_only_in_case_stay_apart(importing):
    post(importing, "title: One", *ENDED, name="2026-03-02-Outage.md")
    post(importing, "title: Two", *ENDED, name="2026-03-02-outage.md")
    _, plan = importing.run("cstate", ".")
    assert len({item["incident"] for item in plan["items"]}) == 2
    assert importing.run("cstate", ".")[1]["summary"]["unchanged"] == 2
    assert importing.check().code == 0


def test_sites_without_an_address_are_told_apart_by_a_name(importing):
    here, there = ("date: 2026-03-02T10:00:00Z", "date: 2026-03-02T09:00:00Z")
    for folder, title, date in (("one", "Mail", here), ("two", "Web", there)):
        lines = (f"title: {title}", date, "affected: [API]", *ENDED[1:])
        importing.write(f"{folder}/content/issues/a.md", "---\n" + "\n".join(lines) + "\n---\n")
    assert importing.run("cstate", "one")[0] == 0
    before = importing.header("2026-03-02-a") + importing.log("2026-03-02-a")
    code, plan = importing.run("cstate", "two")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert "give the page a name with --site" in told(only(plan))
    code, plan = importing.run("cstate", "two", "--site", "Two")
    assert (code, only(plan)["incident"]) == (0, "2026-03-02-a-two")
    assert before == importing.header("2026-03-02-a") + importing.log("2026-03-02-a")
    assert "components:\n  - cstate-api\n" in before
    assert "components:\n  - two-api\n" in importing.header("2026-03-02-a-two")
    for arguments in (("one",), ("two", "--site", "Two")):
        assert importing.run("cstate", *arguments)[1]["summary"]["unchanged"] == 1
    assert importing.check("standard").code == 0


def test_a_taken_folder_is_left_alone(importing):
    importing.repository.write("incidents/2026/2026-03-02-post/incident.yaml", "title: Ours\n")
    post(importing, "title: Theirs", *ENDED)
    _, plan = importing.run("cstate", ".")
    assert only(plan)["incident"].startswith("2026-03-02-post-")
    assert importing.header("2026-03-02-post") == "title: Ours\n"


def test_a_folder_without_posts_is_told(importing):
    importing.write("readme.txt", "x")
    code, plan = importing.run("cstate", ".")
    assert code == 1
    assert "name a cState site" in plan["remarks"][0]["message"]


def test_the_report_is_readable_text(site, wakebook):
    ran = wakebook("import", "cstate", str(site.source), "--plan", cwd=site.repository)
    assert ran.stdout.startswith("create    incident    2026-03-02-slow-search  (content/issues/")
    assert "kept" in ran.stdout
    assert "say what it means with --as disrupted=LEVEL" in ran.stdout
    assert ran.stdout.rstrip().endswith("nothing is written yet: run it without --plan.")


def test_a_corrected_date_repeats_no_text(site):
    meanings = ("--as", "disrupted=SEV3", "--as", "disrupted=degraded")
    site.run("cstate", ".", *meanings)
    site.a_day_passes()
    site.write("content/issues/2026-03-02-slow-search.md", POST.replace("T10:00", "T09:45"))
    code, plan = site.run("cstate", ".", *meanings)
    assert (code, only(plan)["deed"], told(only(plan))) == (0, "changed", "")
    log = site.log("2026-03-02-slow-search")
    assert log.count("Search needs") == 1
    assert log.count("kind: correction") == 4
    assert log.count("at: 2026-03-02T09:45:00+01:00") == 4
    assert site.check("standard").code == 0


def test_what_would_contradict_what_stays_is_refused(site):
    """The end is gone, which stays here, and the start lies behind it now."""
    site.run("cstate", ".")
    site.a_day_passes()
    edited = POST.replace("resolved: true", "resolved: false").replace("02T10:00", "02T12:00")
    site.write("content/issues/2026-03-02-slow-search.md", edited)
    code, plan = site.run("cstate", ".")
    assert (code, only(plan)["deed"]) == (1, "cannot")
    assert "does not fit what stays here; correct that first: resolved at" in told(only(plan))
    assert site.check("standard").code == 0
