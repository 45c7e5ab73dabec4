"""7.3: what comes again is found, explained, tested, ranked and kept as a problem."""

import json

import pytest

pytestmark = pytest.mark.daily(2)

_DISK = "Orders stall on a full disk"
_NEW = "problems/orders-stall-on-a-full-disk.yaml"


def _sound(years):
    return years.wakebook("check", cwd=years.records)


def test_7_3_a_recurrence_is_found_with_the_facts_that_its_incidents_share(years):
    (found,) = years.told()
    assert found["title"] == _DISK
    facts = {f"{f['kind']} {f['name']}" for f in found["facts"]}
    assert {"component orders-db", "category capacity/exhaustion", "word disk"} <= facts
    for member in found["members"]:
        assert 0.4 < member["likeness"] < 1
        assert set(member["shares"]) <= facts
    assert found["members"][0]["incident"] == "2026-03-02-disk-0"


def test_7_3_chance_is_told_in_plain_words(years):
    shown = years.run().stdout
    assert "shuffles" in shown
    assert "come together" in shown
    assert "are to be expected" in shown
    assert "1 beyond chance (95% sure)" in shown
    (found,) = years.told()
    assert found["chance"]["rate"] < 0.05
    assert found["chance"]["in_time"]["met"] < found["chance"]["in_time"]["shuffles"] / 20


def test_7_3_only_what_speaks_for_a_cluster_is_printed_as_a_reason(years):
    """Both tests are in the JSON; words are of those that chance seldom passes."""
    limit, quiet = 0.05, 0
    for each in years.told("--all"):
        chance = each["chance"]
        for name, words in (("in_time", "in time:"), ("in_number", "in number:")):
            speaks = chance[name] is not None and chance[name]["probability"] <= limit
            assert any(told.startswith(words) for told in chance["words"]) == speaks
            quiet += chance[name] is not None and not speaks
    assert quiet


def test_7_3_what_may_be_chance_is_shown_when_asked_for_and_says_so(years):
    assert "wakebook problems --all shows them" in years.run().stdout
    everything = years.told("--all")
    doubtful = [each for each in everything if not each["chance"]["significant"]]
    assert doubtful
    assert all("may be chance" in each["chance"]["words"][-1] for each in doubtful)


def test_7_3_a_report_comes_out_the_same_again_and_of_an_earlier_revision(years):
    first = years.run("--format", "json", "--rev", "HEAD").stdout
    assert years.run("--format", "json", "--rev", "HEAD").stdout == first
    assert years.told("--rev", "HEAD~1") == []


def test_7_3_the_dearest_comes_first_and_unknown_lengths_are_told(years):
    more = {"components": ["payments"], "category": "dependency/vendor"}
    for number in range(6):
        day = f"2026-08-{1 + 3 * number:02}"
        years.incident(day, f"card-{number}", "Cards declined by gateway", minutes=500, **more)
    file = next((years.records.root / "incidents/2026/2026-08-01-card-0/timeline").iterdir())
    file.write_text(file.read_text().replace("2026-08-01T10:00Z", "unknown"))

    first, second = years.told()
    assert first["title"] == "Cards declined by gateway"
    assert second["title"] == _DISK
    assert first["lost_seconds"] >= 5 * 500 * 60
    assert first["lost_unknown"] == 1
    assert "not known for 1" in years.run().stdout


def test_7_3_impact_windows_count_by_the_weights_of_the_status_policy(years):
    day, at = "2026-03-05", "2026-03-05T10:05Z"
    window = {"kind": "impact", "component": "orders-db", "state": "partial_outage", "at": at}
    more = {"components": ["orders-db"], "category": "capacity/exhaustion"}
    weighed = years.incident(day, "disk-windows", _DISK, log=[window], minutes=42, **more)
    (found,) = years.told()
    cost = next(m["cost"] for m in found["members"] if m["incident"] == weighed)
    assert cost == {"seconds": pytest.approx(37 * 60 * 0.3), "how": "from its impact windows"}


def test_7_3_what_is_no_incident_of_its_own_does_not_count(years):
    day, more = "2026-03-03", {"components": ["orders-db"], "category": "capacity/exhaustion"}
    years.incident(day, "disk-drill", _DISK, kind="drill", **more)
    copy = {"kind": "link", "rel": "duplicate_of", "to": "2026-03-02-disk-0"}
    years.incident(day, "disk-copy", _DISK, log=[copy], **more)
    (found,) = years.told()
    members = {m["incident"] for m in found["members"]}
    assert members.isdisjoint({f"{day}-disk-drill", f"{day}-disk-copy"})


def test_7_3_a_common_word_alone_joins_nothing(small, wakebook):
    from tests.recurrence.conftest import Years

    made = Years(small, wakebook)
    words = ("apples", "bridges", "candles", "dragons", "engines", "forests", "gardens", "harbours")
    for number, word in enumerate(words):
        made.incident(f"2026-02-{number + 1:02}", f"n-{number}", f"Trouble {word}")
    assert made.told("--all") == []


def test_7_3_what_a_form_writes_everywhere_and_a_components_name_are_nothing_shared(years):
    for number in range(8):
        part = ("edge", "payments")[number % 2]
        day, more = f"2026-08-{2 + 3 * number:02}", {"components": [part], "category": "change"}
        said = "Service was restored by the responders on duty"
        years.incident(day, f"form-{number}", f"Errors on {part}", summary=said, **more)
    for found in years.told("--all"):
        named = {f"{fact['kind']} {fact['name']}" for fact in found["facts"]}
        assert named.isdisjoint({"title errors on edge", "word payments", "word edge"})


def test_7_3_work_after_the_end_is_no_work_on_the_incident(years):
    worked = next(iter(years.told()))["worked_seconds"]
    assert years.run("propose", "1").code == 0
    assert next(iter(years.told()))["worked_seconds"] == worked


def test_7_3_a_proposed_problem_is_written_with_all_links_and_check_stays_green(years):
    assert _sound(years).code == 0
    before = years.records.git("rev-parse", "HEAD")
    years.run()
    planned = years.run("propose", "1", "--plan")
    assert planned.code == 0
    assert f"{_NEW} would be new:" in planned.stdout
    assert "the log of 2026-03-02-disk-0 would link" in planned.stdout
    assert years.records.git("status", "--porcelain") == ""

    ran = years.run("propose", "1")
    assert ran.code == 0, ran.stderr
    text = (years.records.root / _NEW).read_text()
    assert "state: open" in text
    assert "- orders-db" in text
    assert "- 2026-03-02-disk-0" in text
    assert years.records.git("status", "--porcelain") == ""
    assert years.records.git("rev-list", "--count", f"{before.strip()}..HEAD").strip() == "1"
    assert _sound(years).code == 0, _sound(years).stdout
    (found,) = years.told()
    assert found["problem"]["problem"] == "orders-stall-on-a-full-disk"
    assert found["problem"]["lacks"] == []
    again = years.run("propose", "1")
    assert again.code == 0
    assert "they link to it" in again.stderr


def test_7_3_an_existing_problem_is_fed_with_what_it_lacks(years):
    listed = "incidents: [2026-03-02-disk-0, 2026-03-11-disk-1, 2026-03-20-disk-2]"
    years.records.write("problems/disk.yaml", f"title: Full disks\nstate: resolved\n{listed}\n")
    years.records.commit("A problem")
    (found,) = years.told()
    assert found["problem"]["problem"] == "disk"
    assert "2026-03-29-disk-3" in found["problem"]["lacks"]
    assert "so it is back" in years.run().stdout

    ran = years.run("propose", "1")
    assert ran.code == 0, ran.stderr
    assert not (years.records.root / _NEW).exists()
    text = (years.records.root / "problems/disk.yaml").read_text()
    assert all(text.count(f"2026-{day}") == 1 for day in ("03-02-disk-0", "03-29-disk-3"))
    assert _sound(years).code == 0
    assert _sound(years).stdout.count("WB8301") == 0


def test_7_3_a_key_stays_and_a_wrong_one_leads_on(years):
    (found,) = years.told()
    assert years.run("propose", found["key"], "--plan").code == 0
    for word, said in (("7", "there is no 7 in the list"), ("rzzz", "is no number and no key")):
        ran = years.run("propose", word)
        assert (ran.code, said in ran.stderr) == (2, True), ran.stderr
    years.records.write("problems/full-disk.yaml", "title: Full\nstate: open\n")
    ran = years.run("propose", "1", "--slug", "full disk")
    assert (ran.code, "is taken" in ran.stderr) == (2, True)


def test_7_3_numbers_are_those_of_the_list_that_was_shown_last(years):
    keys = [each["key"] for each in years.told("--all")]
    ran = years.run("propose", "2", "--plan", "--format", "json")
    assert ran.code == 0
    named = next(e for e in years.told("--all") if e["key"] == keys[1])
    assert named["members"][0]["incident"] in ran.stdout


def test_7_3_restricted_incidents_stay_out_unless_they_are_asked_for(years):
    more = {"components": ["orders-db"], "category": "capacity/exhaustion"}
    secret = years.incident("2026-03-06", "quiet", _DISK, **more, audience="restricted")
    assert secret not in years.run().stdout
    years.run("--audience", "restricted")
    ran = years.run("propose", "1", "--audience", "restricted")
    assert ran.code == 0, ran.stderr
    assert "audience: restricted" in (years.records.root / _NEW).read_text()


def test_7_3_hostile_titles_neither_stop_it_nor_reach_the_terminal(years):
    more = {"components": ["payments"], "category": "change"}
    for number in range(4):
        title = "../../\u001b]0;own\u0007 =cmd|x " + "gateway tokens " * 8
        years.incident(f"2026-08-{2 + number:02}", f"evil-{number}", title[:190], **more)
    ran = years.run("--all")
    assert "\u001b" not in ran.stdout
    assert "Traceback" not in ran.stderr


def test_7_3_days_limit_what_is_compared(years):
    whole = years.told("--all")
    told = years.told("--all", "--since", "2026-03-11", "--until", "2026-04-07")
    (found,) = [each for each in told if "disk" in each["members"][0]["incident"]]
    days = [member["incident"][:10] for member in found["members"]]
    assert days == ["2026-03-11", "2026-03-20", "2026-03-29"]
    assert all("2026-03-11" <= m["day"] < "2026-04-07" for e in told for m in e["members"])
    assert found["key"] not in {each["key"] for each in whole}
    assert years.told("--all", "--since", "2020-01-01", "--until", "2030-01-01") == whole
    ran = years.run("--since", "soon")
    assert (ran.code, "soon is no day" in ran.stderr) == (2, True)


def test_7_3_a_problem_is_proposed_of_the_days_that_the_list_was_of(years):
    since = ("--since", "2026-03-11")
    shown = years.run(*since).stdout
    assert "wakebook problems propose 1 --since 2026-03-11" in shown
    ran = years.run("propose", "1")
    assert (ran.code, "--since and --until as for the list" in ran.stderr) == (2, True)
    ran = years.run("propose", "1", *since)
    assert ran.code == 0, ran.stderr
    assert "2026-03-02-disk-0" not in (years.records.root / _NEW).read_text()


def test_7_3_what_lasts_counts_until_the_last_of_the_days(years):
    """An outage without an end: at a day that has passed it had lasted until then."""
    window = {"kind": "impact", "component": "orders-db", "state": "major_outage"}
    started = {"kind": "started", "at": "2026-04-16T10:00Z", "by": "user:ana"}
    log = [started, {**window, "at": "2026-04-16T10:00Z", "by": "user:ana"}]
    folder = "incidents/2026/2026-04-16-still"
    header = {"title": _DISK, "kind": "incident", "audience": "staff", "components": ["orders-db"]}
    years.records.write(f"{folder}/incident.yaml", json.dumps(header))
    years.records.write(f"{folder}/timeline/20260416T100000Z-a001.yaml", json.dumps(log))
    told = years.told("--all", "--since", "2026-03-01", "--until", "2026-04-17")
    members = [member for each in told for member in each["members"]]
    (lost,) = [m["cost"]["seconds"] for m in members if m["incident"] == "2026-04-16-still"]
    assert lost == 14 * 3_600


def test_7_3_the_dearest_are_shown_and_how_to_see_the_others(years):
    whole = years.told("--all")
    shown = years.run("--all", "--most", "1", "--since", "2024-01-01").stdout
    assert f"  1 {whole[0]['title']}" in shown
    assert whole[1]["key"] not in shown
    number = len(whole)
    command = f"wakebook problems --all --most {number} --since 2024-01-01"
    told = f"shown: the dearest, 1 of {number}; to see the other {number - 1}, too: {command}"
    assert told in shown
    assert whole[-1]["key"] in years.run(*command.split()[2:]).stdout
    assert "shown: the dearest" not in years.run().stdout
    assert len(years.told("--all", "--most", "1")) == number
    ran = years.run("--most", "0")
    assert (ran.code, "--most is a number from 1 on" in ran.stderr) == (2, True)


def test_7_3_lengths_are_told_in_units_that_people_use(years):
    shown = years.run().stdout
    assert "; 3 h 20 min lost" in shown
    assert "2026-03-02-disk-0  40 min; " in shown
