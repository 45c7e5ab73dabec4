"""7.1 What a leader reads: is it better, is that more than noise, which incidents are behind it?"""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import Ran, Repository
from tests.dashboards.history import Told, record, spread_over


def _published(repository: Repository, wakebook, *words: str) -> Path:
    ran: Ran = wakebook("publish", *words, cwd=repository)
    assert ran.code == 0, ran.stderr
    return repository.root / "build/site"


def _text(page: Path) -> str:
    """The words of a page as a reader takes them."""
    html = page.read_text(encoding="utf-8").partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def _answers(site: Path) -> dict[str, str]:
    html = (site / "figures/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<li class="wb-answer[^>]*><strong>(.*?):</strong>(.*?)</li>', html)
    return {verdict: re.sub(r"<[^>]+>", "", named).strip() for verdict, named in found}


@pytest.fixture
def improved(small: Repository) -> Repository:
    """A shop that needed five hours for an incident, and needs one since a year."""
    slow = [300 + 7 * (n % 9) for n in range(30)]
    record(small, spread_over(2024, slow) + spread_over(2025, [n // 5 for n in slow]))
    small.commit()
    return small


def test_7_1_a_leader_reads_what_became_better_and_what_is_noise(improved, wakebook):
    site = _published(improved, wakebook)
    answers = _answers(site)

    assert "Time to resolve (MTTR)" in answers["Better"]
    assert "Resolved in time" not in answers["Better"]
    assert "Incidents" in answers["No change that is more than noise"]
    assert "Worse" not in answers


def test_7_1_the_page_of_a_figure_says_what_the_command_says(improved, wakebook):
    site = _published(improved, wakebook)
    told = json.loads(wakebook("measure", "mttr-resolve", "--format", "json", cwd=improved).stdout)
    figure = told["measures"][0]["figures"][0]
    text = _text(site / "figures/mttr-resolve/index.html")

    assert f"N {figure['n']}" in text.replace(" n ", " N ")
    for reason, count in figure["left_out"].items():
        assert f"{count}: {reason}" in text
    assert "What is not known to within 2 hours is left out and counted." in text
    assert "ITIL 4, incident management practice" in text


def test_7_1_a_figure_that_is_another_one_under_a_second_name_says_so(small, wakebook):
    small.git("rm", "-rq", "incidents", "postmortems", "problems")
    record(small, spread_over(2025, [60, 90, 120]))
    small.commit()
    html = (_published(small, wakebook) / "figures/index.html").read_text(encoding="utf-8")
    card = re.compile(r"figurecard.*?<h2[^>]*><a [^>]*>(.*?)</a>(.*?)</section>", re.DOTALL)
    cards = dict(card.findall(html))

    told = 'The same lengths as <a href="../figures/mttr-resolve/">Time to resolve (MTTR)</a>'
    assert told in cards["Time to mitigate (MTTM)"]
    assert all("The same lengths" not in cards[name] for name in ("Incidents", "Resolved in time"))
    assert "The same lengths" not in cards["Time to resolve (MTTR)"]
    assert "n = 0, 3 left out" in cards["Time to post-mortem"]


def test_7_1_pages_tell_a_length_from_its_first_sign_where_the_beginning_is_not_known(
    small, wakebook
):
    record(small, [Told(datetime(2025, 1, 4, 9, tzinfo=UTC), 87, begin="detected")])
    small.commit()
    site = _published(small, wakebook)
    (incident,) = (site / "incidents").rglob("2025-01-04-told-*/index.html")

    assert "1 h 27 min from detection" in _text(incident)
    assert "1 h 27 min from detection" in _text(site / "incidents/index.html")


def test_7_1_each_figure_leads_to_the_incidents_behind_it(improved, wakebook):
    site = _published(improved, wakebook)
    page = site / "figures/mttr-resolve/index.html"
    links = re.findall(r'href="([^"]*2025-01-04-told-[^"]*)"', page.read_text(encoding="utf-8"))

    assert links
    assert (page.parent / links[0] / "index.html").is_file()


def test_7_1_hours_and_weekdays_are_those_of_the_repository(small, wakebook):
    zone = small.root / "wakebook.yaml"
    text = re.sub(r"zone: .*", "zone: Asia/Tokyo", zone.read_text(encoding="utf-8"))
    zone.write_text(text, encoding="utf-8")
    late = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # a Sunday; in Tokyo it is Monday, 07:30
    record(small, [Told(late + timedelta(weeks=n), 60) for n in range(5)])
    small.commit()
    site = _published(small, wakebook)
    html = (site / "figures/operations/index.html").read_text(encoding="utf-8")
    monday = re.search(r'<th scope="row">Mon</th>(.*?)</tr>', html)

    assert monday is not None
    cells = re.findall(r"<td[^>]*>(.*?)</td>", monday[1])
    assert cells[7] == "5"


@pytest.mark.thorough
def test_7_1_what_an_audience_may_not_read_is_not_counted(small, wakebook):
    when = datetime(2026, 2, 1, 12, tzinfo=UTC)
    hidden = [Told(when + timedelta(days=n), 60, audience="restricted") for n in range(12)]
    shown = [Told(when + timedelta(days=n), 60, audience="public") for n in range(6)]
    record(small, [*shown, *hidden])
    small.commit()
    counts = {}
    for audience in ("restricted", "staff", "public"):
        _published(small, wakebook, "--audience", audience, "--to", f"build/{audience}")
        text = _text(small.root / f"build/{audience}/site/figures/volume/index.html")
        counts[audience] = int(re.search(r"Over all time Number (\d+)", text)[1])

    assert counts["restricted"] == counts["staff"] + 12
    assert counts["public"] < counts["staff"]


def test_7_3_the_page_of_what_recurs_says_what_the_command_says(small, wakebook):
    """Two causes that another system numbers: what is elsewhere is no secret of ours."""
    when = datetime(2024, 1, 10, 9, tzinfo=UTC)
    words = ("queue", "disk", "route", "token", "cache", "index", "quota", "clock", "lease", "page")
    others = [
        Told(when + timedelta(days=17 * n), 60, title=f"The {words[n % 10]} number {n} broke")
        for n in range(40)
    ]
    again = [
        Told(when + timedelta(days=300 + n), 60, title="Pool exhausted again", problem="desk:PRB7")
        for n in range(9)
    ]
    record(small, [*others, *again])
    small.commit()
    site = _published(small, wakebook)
    told = json.loads(wakebook("problems", "--format", "json", cwd=small).stdout)
    page = (site / "figures/next/index.html").read_text(encoding="utf-8")

    assert told["ranking"]
    assert set(re.findall(r'wb-id">(r[0-9a-f]+)<', page)) == {r["key"] for r in told["ranking"]}
    for each in told["ranking"]:
        assert f"{len(each['members'])} incidents from" in page


def test_7_3_what_is_long_over_does_not_stand_before_what_came_again_lately(small, wakebook):
    """A dear cause of years ago, and a cheap one of these months."""
    words = ("queue", "disk", "route", "token", "cache", "index", "quota", "clock", "lease", "page")
    first = datetime(2022, 1, 10, 9, tzinfo=UTC)
    others = [
        Told(first + timedelta(days=17 * n), 60, title=f"The {words[n % 10]} number {n} broke")
        for n in range(90)
    ]
    old = [Told(first + timedelta(days=n), 900, title="Vault sealed itself") for n in range(9)]
    late = first + timedelta(days=17 * 88)
    new = [Told(late + timedelta(days=n), 30, title="Pool exhausted again") for n in range(9)]
    record(small, [*others, *old, *new])
    small.commit()
    site = _published(small, wakebook)
    page = (site / "figures/next/index.html").read_text(encoding="utf-8")
    lately, _, before = page.partition("that did not come again from")

    assert "<h3>Pool exhausted again" in lately
    assert "<h3>Vault sealed itself" not in lately
    assert "<h3>Vault sealed itself" in before
    assert "Vault" not in (site / "figures/index.html").read_text(encoding="utf-8")


def test_7_6_one_incident_that_cost_more_than_all_others_is_named(small, wakebook):
    when = datetime(2026, 2, 1, 12, tzinfo=UTC)
    lengths = (60, 30, 60 * 24 * 300, 45)
    record(small, [Told(when + timedelta(days=n), m) for n, m in enumerate(lengths)])
    small.commit()
    site = _published(small, wakebook)
    page = site / "figures/next/index.html"
    told = re.search(r'of which ([^<]*) in <a href="([^"]*)">', page.read_text(encoding="utf-8"))

    assert told is not None
    assert told[1] == "300 d"
    assert "2026-02-03-told-0002" in told[2]
    assert (page.parent / told[2] / "index.html").is_file()


def test_7_1_sources_that_are_counted_together_are_told_apart(small, wakebook):
    when = datetime(2026, 2, 1, 12, tzinfo=UTC)
    systems = ("desk", "desk", "pager")
    record(small, [Told(when + timedelta(days=n), 60, system=s) for n, s in enumerate(systems)])
    small.commit()
    site = _published(small, wakebook)

    assert "desk (0 before, 2 now)" in _text(site / "figures/index.html")
    assert "By origin, over all time Origin" in _text(site / "figures/volume/index.html")
    assert "pager (0 before, 1 now)" in _text(site / "figures/volume/index.html")
    assert "--by origin tells" in wakebook("measure", cwd=small).stdout
    assert "--by origin tells" not in wakebook("measure", "--by", "origin", cwd=small).stdout


@pytest.mark.thorough
def test_7_1_equal_records_give_equal_pages_whenever_they_are_published(improved, wakebook):
    first = _published(improved, wakebook, "--to", "build/one") and improved.root / "build/one/site"
    _published(improved, wakebook, "--to", "build/two")
    pages = sorted(path.relative_to(first) for path in (first / "figures").rglob("*.html"))

    assert len(pages) > 10
    for page in pages:
        assert (first / page).read_bytes() == (improved.root / "build/two/site" / page).read_bytes()


def test_7_1_without_definitions_that_can_be_read_nothing_is_counted(small, wakebook):
    small.write("policies/measures.yaml", "schema: measures\nowner: group:web\nrules: nonsense\n")
    small.commit()
    assert wakebook("publish", cwd=small).code == 1
    site = small.root / "build/site"

    assert (site / "index.html").exists()
    assert not (site / "figures").exists()


def _drawn(page: Path) -> list[str]:
    """The periods that the first chart of a page has a dot or a part of a column for."""
    svg = re.search(r'<svg role="img".*?</svg>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert svg is not None
    return [title.partition(":")[0] for title in re.findall(r"<title>(.*?)</title>", svg[0])]


@pytest.mark.parametrize(
    ("old", "words"),
    [
        (["2009-05-01"], "Charts leave out 1 older incident, of 2009-05-01, which"),
        (
            ["2001-01-01", "2009-05-01"],
            "Charts leave out 2 older incidents, the newest of 2009-05-01",
        ),
    ],
)
def test_7_1_what_is_far_older_than_all_others_squeezes_no_chart(small, wakebook, old, words):
    """It is counted, stands in the table, and the page says that the chart leaves it out."""
    history = [Told(datetime.fromisoformat(f"{day}T09:00Z"), 60) for day in old]
    record(small, history + spread_over(2025, [60] * 30))
    small.commit()
    site = _published(small, wakebook)

    for page in ("figures", "figures/volume", "figures/operations"):
        assert words in _text(site / page / "index.html")
    for page in ("figures/volume", "figures/operations"):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        shown = _drawn(site / page / "index.html")
        assert shown[0].startswith("2025")
        assert not any(day[:4] in " ".join(shown) for day in old)
        for day in old:
            assert re.search(rf'<th scope="row">{day[:4]}[^<]*</th><td>', html)
    told = json.loads(wakebook("measure", "volume", "--format", "json", cwd=small).stdout)
    whole = told["measures"][0]["figures"][0]["n"]
    assert f"Over all time Number {whole}" in _text(site / "figures/volume/index.html")


@pytest.mark.parametrize(
    ("committed", "words"),
    [
        ("2026-10-25T09:00:00Z", ""),
        ("2026-12-31T09:00:00Z", "for the 73 days from 2026-10-19 to 2026-12-31, the day of the"),
        ("2024-01-01T09:00:00Z", ""),
    ],
    ids=["of the same month", "two months later", "with a clock that is wrong"],
)
def test_7_1_a_leader_can_tell_a_quiet_time_from_one_that_nobody_recorded(
    improved, wakebook, monkeypatch, committed, words
):
    """Held against the commit, by whose time the same pages come out again."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", committed)
    improved.commit("Again")
    site = _published(improved, wakebook)

    for page in ("figures", "figures/operations", "figures/volume"):
        text = _text(site / page / "index.html")
        assert ("nobody recorded any" in text) == bool(words)
        assert words in text


@pytest.mark.parametrize("seconds", ["253402300799", "9" * 5000])
def test_7_1_a_commit_of_no_possible_time_is_published_all_the_same(improved, wakebook, seconds):
    text = re.sub(
        r"(?m)^(committer .*>) \d+", rf"\g<1> {seconds}", improved.git("cat-file", "commit", "HEAD")
    )
    (improved.root / "commit.txt").write_text(text, encoding="utf-8")
    made = improved.git("hash-object", "-t", "commit", "-w", "--literally", "commit.txt").strip()
    site = _published(improved, wakebook, "--rev", made)

    assert "nobody recorded any" not in _text(site / "figures/index.html")
    told = wakebook("measure", "volume", "--as-of", made, cwd=improved)
    assert told.code == 3
    assert "is of no possible time" in told.stderr


def test_7_1_without_a_commit_nobody_says_that_it_was_quiet(small, wakebook, tmp_path):
    record(small, spread_over(2024, [60] * 9))
    root = tmp_path / "copy"
    shutil.copytree(small.root, root, ignore=shutil.ignore_patterns(".git"))
    assert wakebook("publish", cwd=root).code == 0

    assert "nobody recorded any" not in _text(root / "build/site/figures/index.html")


def _component(name: str, title: str, source: str = "") -> str:
    annotations = f"  annotations: {{wakebook.dev/imported-from: {source}}}\n" if source else ""
    return (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata:\n  name: {name}\n  title: {title}\n{annotations}"
        "spec: {type: service, lifecycle: production, owner: group:web}\n"
    )


def test_7_3_components_of_one_title_are_told_apart_by_where_they_came_from(small, wakebook):
    """Two sources that each have an API, and two Mails of ours with nothing but their names."""
    entities = (
        *(_component("one-api", "API", "one"), _component("two-api", "api", "two")),
        *(_component("mail-in", "Mail"), _component("mail-out", "Mail")),
    )
    small.write("catalog/more.yaml", "---\n".join(entities))
    when = datetime(2026, 2, 1, 12, tzinfo=UTC)
    names = ("one-api", "two-api", "mail-in", "mail-out", "payments")
    record(small, [Told(when + timedelta(days=n), 60, component=c) for n, c in enumerate(names)])
    small.commit()
    site = _published(small, wakebook)

    for page in ("figures/next", "figures/volume"):
        text = _text(site / page / "index.html")
        for shown in ("API (one)", "api (two)", "Mail (mail-in)", "Mail (mail-out)"):
            assert shown in text
        assert "Payments (" not in text


def test_7_1_a_figure_may_be_called_as_it_likes(improved, wakebook):
    """Like another page, or like a figure that a path could not tell apart."""
    names = ("operations", "next", "a.b", "a-b", "index.html")
    lines = "".join(
        f"      - {{name: {name}, title: Own {n}, text: T, figure: count}}\n"
        for n, name in enumerate(names)
    )
    improved.write(
        "policies/measures.yaml",
        "schema: measures\nowner: group:web\nreview_by: 2027-03-31\nrules:\n"
        f"  - from: 2010-01-01\n    measures:\n{lines}",
    )
    improved.commit()
    site = _published(improved, wakebook)
    pages = [path.read_text(encoding="utf-8") for path in (site / "figures").rglob("index.html")]

    for n in range(len(names)):
        assert sum(f"<h1>Own {n}</h1>" in page for page in pages) == 1
    assert sum("<h1>Operations</h1>" in page for page in pages) == 1


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("unknown", "unknown"), "2 incidents name no component: nobody knows the time lost."),
        (("unknown", "2026-02-01T13:00Z"), "no component: 1 h lost, not known for 1."),
        (("2026-02-01T13:00Z",), "1 incident names no component: 1 h lost."),
    ],
)
def test_7_6_time_that_nobody_knows_is_not_taken_for_none(small, wakebook, ends, said):
    header = "title: Something broke\nkind: incident\naudience: staff\n"
    for number, end in enumerate(ends):
        folder = f"incidents/2026/2026-02-01-nameless-{number}"
        lines = (("started", "2026-02-01T12:00Z"), ("resolved", end))
        log = "".join(f"- {{kind: {kind}, at: {at}, by: user:ana}}\n" for kind, at in lines)
        small.write(f"{folder}/incident.yaml", header)
        small.write(f"{folder}/timeline/20260201T235900Z-history.yaml", log)
    small.commit()

    assert said in _text(_published(small, wakebook) / "figures/next/index.html")


def test_7_1_a_confidence_of_more_than_two_digits_is_not_rounded_to_certainty(small, wakebook):
    small.write(
        "policies/measures.yaml",
        "schema: measures\nowner: group:web\nreview_by: 2027-03-31\nrules:\n"
        "  - from: 2010-01-01\n    confidence: 0.9995\n"
        "    measures: [{name: volume, title: V, text: T., figure: count}]\n",
    )
    small.commit()

    assert "interval (99.95%)" in wakebook("measure", cwd=small).stdout
    assert "(99.95% sure)" in wakebook("problems", cwd=small).stdout
    text = _text(_published(small, wakebook) / "figures/index.html")
    assert "in fewer than 0.05% of all comparisons" in text
    assert "100%" not in text


def test_7_1_an_empty_repository_has_nothing_to_count(repository, wakebook, tmp_path):
    del repository
    root = tmp_path / "new"
    assert wakebook("init", str(root), cwd=tmp_path).code == 0
    assert wakebook("publish", cwd=root).code == 0
    text = _text(root / "build/site/figures/index.html")

    assert "there is nothing to count" in text


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-02"])
def test_7_1_the_ends_of_the_calendar_are_no_reason_to_publish_nothing(small, wakebook, day):
    shutil.rmtree(small.root / "incidents")
    shutil.rmtree(small.root / "postmortems", ignore_errors=True)
    record(small, [Told(datetime.fromisoformat(f"{day}T10:00:00+00:00"), 60)])
    small.commit()
    site = _published(small, wakebook)

    assert f"{day}, the day of the newest incident" in _text(site / "figures/index.html")


def test_7_1_the_last_second_that_there_is_has_a_page_as_well(small, wakebook):
    folder = "incidents/9999/9999-12-31-last"
    log = "- {kind: started, at: 9999-12-31T23:59:59.5Z, by: user:ana}\n"
    small.write(f"{folder}/incident.yaml", "title: T\nkind: incident\naudience: staff\n")
    small.write(f"{folder}/timeline/99991231T235959Z-history.yaml", log)
    small.commit()

    site = _published(small, wakebook)
    assert "9999-12-31" in _text(site / "figures/index.html")
    assert (site / "incidents/9999/12/9999-12-31-last/index.html").is_file()
