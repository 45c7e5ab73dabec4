"""Changes out of git histories: which are proposed, which come first, and why."""

import subprocess
from datetime import timedelta

import pytest
from tests.links.conftest import START, History, before


def test_5_4_the_release_that_broke_it_comes_before_bystanders(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1")
    checkout.commit("Round prices", before(hours=9), cart_dot_py="1")
    checkout.commit("Limit the pool", before(minutes=12), src__conn_dot_py="1")
    checkout.commit("Write docs", before(minutes=5), docs__x_dot_md="1")

    first, *others = shop.changes()
    assert first["title"] == "Limit the pool"
    assert first["where"] == "committed to checkout, 12 min before the start"
    assert "touches conn.py, which the log names" in first["why"]
    assert [other["title"] for other in others] == ["Round prices", "Write docs"]
    assert first["score"] > 0.5 > others[0]["score"]


def test_5_4_what_was_reverted_during_the_incident_comes_first(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1", b="1")
    guilty = checkout.commit("Cache carts", before(hours=7), a="2")
    checkout.commit("Rename a function", before(minutes=3), b="2")
    checkout.git("revert", "--no-edit", guilty, at=START + timedelta(minutes=37))

    first = shop.changes()[0]
    assert first["title"] == "Cache carts"
    assert first["why"][0] == "reverted at 14:40, 3 min before it was mitigated"
    assert first["grade"] == "very likely"
    assert not any(title.startswith("Revert") for title in shop.titles())


def test_5_4_a_revert_is_known_by_its_content_too(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1", b="1")
    checkout.commit("Cache carts", before(hours=7), a="2")
    checkout.commit("Rename a function", before(minutes=3), b="2")
    checkout.commit("Back to how it was", START + timedelta(minutes=30), a="1")

    first = shop.changes()[0]
    assert first["title"] == "Cache carts"
    assert first["why"][0].startswith("reverted at 14:33")


def test_5_4_what_was_undone_before_the_start_is_less_likely(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1", b="1")
    gone = checkout.commit("Try something", before(minutes=30), a="2")
    checkout.git("revert", "--no-edit", gone, at=before(minutes=20))
    checkout.commit("Another thing", before(minutes=40), b="2")

    scores = {change["title"]: change for change in shop.changes()}
    assert scores["Try something"]["why"][0] == "reverted again before the start"
    assert scores["Try something"]["score"] < scores["Another thing"]["score"]


def test_5_4_nothing_is_proposed_that_came_after_the_start_or_before_the_window(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1")
    checkout.commit("A day and an hour", before(hours=25), a="2")
    checkout.commit("An hour", before(hours=1), a="3")
    checkout.commit("Within the minute of the start", START + timedelta(seconds=30), a="4")
    checkout.commit("A minute after", START + timedelta(seconds=90), a="5")

    assert shop.titles() == ["Within the minute of the start", "An hour"]
    assert "A day and an hour" in shop.titles("--window", "2d")


@pytest.mark.parametrize(
    ("start", "proposed"),
    [('"2026-11-20"', {"In the morning", "At noon"}), ("unknown", {"In the morning"})],
)
def test_5_4_a_start_that_is_not_known_to_the_minute_is_the_whole_time_it_can_be(
    shop, start, proposed
):
    path = "timeline/20261120T140500Z-a001.yaml"
    file = shop.records.root / f"incidents/2026/2026-11-20-checkout-errors/{path}"
    text = file.read_text()
    text = text.replace('started, at: "2026-11-20T14:03Z"', f"started, at: {start}")
    file.write_text(
        text.replace('declared, at: "2026-11-20T14:05Z"', 'declared, at: "2026-11-20T11:00Z"')
    )
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1")
    checkout.commit("In the morning", before(hours=8), a="2")
    checkout.commit("At noon", before(hours=2), a="3")

    assert set(shop.titles()) == proposed


def test_5_4_a_dependency_two_steps_away_is_found_and_counts_less(shop):
    _annotate(
        shop,
        "dependsOn: [component:payments, resource:orders-db]",
        "dependsOn: [component:payments]",
    )
    for name in ("checkout", "payments", "orders-db", "edge"):
        source = shop.source(name)
        source.commit("Begin", before(days=30), a="1")
        source.commit(f"Change {name}", before(minutes=12), a="2")

    found = {change["title"]: change for change in shop.changes()}
    assert list(found) == ["Change checkout", "Change payments", "Change orders-db"]
    assert [c["facts"]["distance"] for c in found.values()] == [0, 1, 2]
    assert "payments depends on it, 2 steps away" in found["Change orders-db"]["where"]


def test_5_4_a_cycle_of_dependencies_ends(shop):
    _annotate(shop, "dependsOn: [resource:orders-db]", "dependsOn: [component:checkout]")
    source = shop.source("payments")
    source.commit("Change payments", before(minutes=12), a="2")

    assert shop.titles() == ["Change payments"]


def _annotate(shop, old, new):
    file = shop.records.root / "catalog/components.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def _located(shop, component, place):
    _annotate(
        shop,
        f"  name: {component}\n",
        f"  name: {component}\n  description: x\n",
    )
    lines = (shop.records.root / "catalog/components.yaml").read_text().split("\n")
    at = lines.index(f"  name: {component}")
    mark = next(n for n in range(at, len(lines)) if lines[n] == "  annotations:")
    lines.insert(mark + 1, f"    backstage.io/source-location: {place}")
    (shop.records.root / "catalog/components.yaml").write_text("\n".join(lines))


def test_5_4_in_a_monorepo_only_commits_in_the_components_folder_count(shop):
    mono = History(shop.folder / "mono")
    mono.put("Begin", before(days=30), {"services/checkout/a": "1", "services/edge/a": "1"})
    mono.put("Change the edge", before(minutes=3), {"services/edge/a": "2"})
    mono.put("Change the checkout", before(minutes=30), {"services/checkout/a": "2"})
    mono.put("Change a neighbour", before(minutes=3), {"services/checkout-tools/a": "1"})
    _located(shop, "checkout", "url:https://github.com/acme/mono/tree/main/services/checkout/")
    shop.sources = ["--source", "github:acme/mono=../mono"]

    (change,) = shop.changes()
    assert change["title"] == "Change the checkout"
    assert change["to"].startswith("github:acme/mono@")


def test_5_4_a_branch_may_have_a_slash_in_its_name(shop):
    mono = History(shop.folder / "mono")
    mono.put("Begin", before(days=30), {"src/a": "1"})
    mono.git("switch", "--quiet", "--create", "release/2")
    mono.put("On the release", before(minutes=9), {"src/a": "2"})
    mono.git("switch", "--quiet", "main")
    mono.put("On main", before(minutes=9), {"src/a": "3"})
    _located(shop, "checkout", "url:https://github.com/acme/mono/tree/release/2/src/")
    shop.sources = ["--source", "checkout=../mono"]

    assert shop.titles() == ["On the release"]


def test_5_4_a_merge_counts_as_one_change_when_it_lands(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1")
    checkout.git("switch", "--quiet", "--create", "topic")
    checkout.commit("Long ago on a branch", before(days=3), b="1")
    checkout.git("switch", "--quiet", "main")
    checkout.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic", at=before(minutes=8))

    (change,) = shop.changes()
    assert (change["title"], change["facts"]["files"]) == ("Merge topic", 1)


def test_5_4_the_catalog_alone_leads_to_a_clone_inside_of_the_repository(shop):
    _located(shop, "checkout", "url:file:sources/checkout")
    shop.source("checkout", "repository/sources/checkout").commit("Change it", before(minutes=8))
    shop.sources = []

    (change,) = shop.changes()
    assert change["to"].startswith("git:checkout@")
    assert str(shop.folder) not in shop.run().stdout


@pytest.mark.parametrize(
    "place",
    [
        "url:file:../checkout",
        "url:file:incidents/../../checkout",
        "url:file:link",
        "url:file:link/../checkout",
        "url:file:circle",
        "url:file:{folder}/checkout",
        "url:file:file://{folder}/checkout",
        "url:file:FILE://{folder}/checkout",
        "url:file:ssh://git@127.0.0.1:9/checkout",
    ],
)
def test_5_4_the_catalog_leads_to_no_folder_outside_of_the_repository(shop, place):
    shop.source("checkout").commit("Private", before(minutes=8), a="1")
    (shop.records.root / "link").symlink_to(shop.folder / "checkout")
    (shop.records.root / "circle").symlink_to("circle")
    _located(shop, "checkout", place.format(folder=shop.folder))
    said, shop.sources = shop.sources, []

    told = shop.told("--fetch")
    assert "Private" not in str(told)
    (remark,) = [each for each in told["remarks"] if each.startswith("the catalog's source")]
    assert "of checkout is no https address and no folder of this repository" in remark
    assert "say --source checkout=PATH" in remark
    assert not list((shop.records.root / ".git").glob("wakebook/sources/*"))
    shop.sources = said
    assert shop.titles() == ["Private"], "a person may say it"


def test_5_4_a_folder_of_records_may_name_what_lies_beside_it_in_one_repository(shop):
    _located(shop, "checkout", "url:file:../code")
    root = shop.records.root
    inner = root / "records"
    inner.mkdir()
    for name in ("catalog", "incidents", "policies", "wakebook.yaml"):
        if (root / name).exists():
            shop.records.git("mv", name, f"records/{name}")
    shop.records.commit("Move")
    code = History(root / "code")
    code.commit("Change it", before(minutes=8), a="1")
    ran = shop._wakebook("links", "checkout-errors", cwd=inner)
    assert "Change it" in ran.stdout, ran.stderr


def test_5_4_a_setting_of_git_leads_to_a_clone(shop):
    shop.source("checkout").commit("Change it", before(minutes=8), a="1")
    shop.sources = []
    shop.records.git("config", "--add", "wakebook.source", "checkout=../checkout")

    assert shop.titles() == ["Change it"]


def test_5_4_a_source_that_cannot_be_read_hides_no_other(shop):
    shop.source("checkout").commit("Change it", before(minutes=8), a="1")
    shop.source("orders-db", "empty")
    (shop.folder / "plain").mkdir()
    shop.sources += ["--source", "payments=../plain"]
    told = shop.told()

    assert [p["title"] for p in told["proposals"] if p["relation"] != "problem"] == ["Change it"]
    remarks = "\n".join(told["remarks"])
    assert "source of payments" in remarks
    assert "is no git repository" in remarks
    assert "git:empty has no commit yet" in remarks
    (shop.folder / "plain").rmdir()
    assert "is not there" in "\n".join(shop.told()["remarks"])


def test_5_4_a_shallow_clone_says_what_it_cannot_show(shop):
    full = History(shop.folder / "full")
    full.commit("Begin", before(days=30), a="1")
    full.commit("Before the cut", before(hours=3), a="2")
    full.commit("At the cut", before(hours=2), a="3")
    full.commit("Behind the cut", before(hours=1), a="4")
    clone = ["git", "clone", "--quiet", "--depth=2", f"file://{full.root}", "shallow"]
    subprocess.run(clone, cwd=shop.folder, check=True, capture_output=True)
    shop.sources = ["--source", "checkout=../shallow"]
    told = shop.told()

    titles = [p["title"] for p in told["proposals"] if p["relation"] != "problem"]
    assert titles == ["Behind the cut", "At the cut"]
    assert any("shallow clone" in remark for remark in told["remarks"])


@pytest.mark.parametrize("what", ["commit", "tree"])
def test_5_4_a_damaged_repository_gives_what_is_left(shop, what):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1")
    second = checkout.commit("Second", before(hours=3), a="2")
    checkout.commit("Third", before(hours=1), a="3")
    name = second if what == "commit" else checkout.git("rev-parse", f"{second}^{{tree}}").strip()
    file = checkout.root / ".git/objects" / name[:2] / name[2:]
    file.chmod(0o644)
    file.write_bytes(b"damage")
    told = shop.told()

    assert "Third" in [p["title"] for p in told["proposals"]]
    assert any(name in remark for remark in told["remarks"] for name in ("damaged", "lacks"))


def test_5_4_a_commit_whose_clock_was_wrong_is_listed_with_an_unknown_time(shop):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(days=30), a="1")
    checkout.commit("Good clock", before(hours=3), a="2")
    for number, (title, clock) in enumerate(
        [("Clock at 1970", "@0 +0000"), ("Clock at 2099", "@4070908800 +0000")]
    ):
        (checkout.root / "a").write_text(f"x{number}")
        checkout.git("commit", "--quiet", "-am", title, at=clock)
    checkout.commit("Good clock again", before(hours=1), a="3")

    found = {change["title"]: change for change in shop.changes()}
    for title in ("Clock at 1970", "Clock at 2099"):
        assert found[title]["facts"]["at"] == "unknown"
        assert found[title]["where"] == "committed to checkout, at an unknown time"
        assert found[title]["score"] < found["Good clock"]["score"]


@pytest.mark.parametrize("clock", ["-86400", "99999999999999999", "-99999999999999999"])
def test_5_4_a_clock_before_1970_or_beyond_all_calendars_is_no_error(shop, clock):
    checkout = shop.source("checkout")
    checkout.commit("Begin", before(hours=2), a="1")
    tree = checkout.git("rev-parse", "HEAD^{tree}").strip()
    parent = checkout.git("rev-parse", "HEAD").strip()
    raw = (
        f"tree {tree}\nparent {parent}\nauthor A <a@b.example> {clock} +0000\n"
        f"committer A <a@b.example> {clock} +0000\n\nStrange clock\n"
    )
    strange = checkout.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=raw)
    checkout.git("reset", "--quiet", "--hard", strange.strip())
    checkout.commit("Behind it", before(hours=1), a="3")

    found = {change["title"]: change for change in shop.changes()}
    assert set(found) == {"Begin", "Strange clock", "Behind it"}
    assert found["Strange clock"]["facts"]["at"] == "unknown"


def test_5_4_an_incident_without_components_looks_at_all_of_them(shop):
    header = shop.records.root / "incidents/2026/2026-11-20-checkout-errors/incident.yaml"
    header.write_text(header.read_text().replace("components: [checkout]\n", ""))
    shop.source("edge").commit("Change the edge", before(minutes=8), a="1")
    told = shop.told()

    assert "Change the edge" in [p["title"] for p in told["proposals"]]
    assert any("names no component" in remark for remark in told["remarks"])


def test_5_4_without_any_source_it_says_how_to_name_one(shop):
    ran = shop.run()
    assert ran.code == 0
    assert "backstage.io/source-location" in ran.stderr
    assert "none that could be read" in ran.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["--window", "soon"],
        ["--window", "0h"],
        ["--window", "9999w"],
        ["--source", "checkout"],
        ["--most", "0"],
    ],
)
def test_5_4_what_cannot_be_meant_is_a_wrong_call(shop, words):
    ran = shop.run(*words)
    assert ran.code == 2
    assert "say --" in ran.stderr or "--most is" in ran.stderr
