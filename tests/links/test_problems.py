"""Problem records by similarity, and the workarounds of known errors."""

import pytest
from tests.links.conftest import FOLDER, INCIDENT

pytestmark = pytest.mark.daily(3)


def _problem(shop, name, text):
    shop.records.write(f"problems/{name}.yaml", text)


def _problems(shop):
    return [p for p in shop.proposals() if p["relation"] == "problem"]


def _header(shop, **more):
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    shop.records.write(
        f"{FOLDER}/incident.yaml",
        f"title: Payments time out\nkind: incident\naudience: staff\n{lines}",
    )


def test_5_4_the_problem_of_similar_incidents_comes_first_with_reasons(shop):
    _problem(shop, "edge-is-slow", "title: The edge is slow\nstate: open\ncomponents: [edge]\n")
    _problem(
        shop, "disk", "title: Disks of payments fill up\nstate: open\ncomponents: [payments]\n"
    )
    _header(shop, components="[payments]", category="capacity/exhaustion")

    found = _problems(shop)
    assert [p["to"] for p in found] == ["pool-too-small", "disk"]
    why = found[0]["why"]
    assert "same component: Payments" in why
    assert "same category: capacity/exhaustion" in why
    assert any(each.startswith("like 2026-10-") for each in why)


def test_5_4_a_known_error_shows_its_workaround_at_once(shop):
    _header(shop, components="[payments]", category="capacity/exhaustion")
    shown = shop.run().stdout

    assert shown.index("Workaround: Restart payments one instance at a time.") < shown.index(
        "Changes in"
    )
    assert "Known error" in shown


def test_5_4_words_of_the_log_alone_lead_to_a_problem_where_they_are_several(shop):
    text = "title: Certificates expire unnoticed in the vault\nstate: open\n"
    _problem(shop, "expiry", f"{text}description: Renewal of certificates stalls quietly.\n")
    _header(shop)
    shop.log('- {kind: observation, at: "2026-11-20T14:11Z", by: user:ana, text: "certificates"}\n')
    assert "expiry" not in [p["to"] for p in _problems(shop)]

    more = "certificates in the vault: renewal stalls"
    shop.log(
        f'- {{kind: observation, at: "2026-11-20T14:12Z", by: user:ana, text: "{more}"}}\n',
        "20261120T144600Z-b002",
    )
    found = {p["to"]: p for p in _problems(shop)}
    assert "certificates" in found["expiry"]["why"][0]


@pytest.mark.parametrize("state", ["resolved", "closed"])
def test_5_4_a_problem_that_counts_as_solved_counts_less_and_says_so(shop, state):
    for name, now in (("now", "open"), ("then", state)):
        _problem(shop, name, f"title: The pool leaks\nstate: {now}\ncomponents: [checkout]\n")

    found = {p["to"]: p for p in _problems(shop)}
    assert found["then"]["score"] < found["now"]["score"]
    assert f"counts as {state}: is it back?" in found["then"]["why"]


def test_5_4_nothing_shared_is_no_problem(shop):
    shop.records.write(f"{FOLDER}/incident.yaml", "title: Jam\nkind: incident\naudience: staff\n")
    assert _problems(shop) == []


def test_5_4_scores_lie_between_0_and_1_and_are_the_same_every_time(shop):
    _header(shop, components="[payments, orders-db]", category="capacity/exhaustion")
    first, again = _problems(shop), _problems(shop)
    assert first == again
    assert all(0 < p["score"] < 1 for p in first)


def test_5_4_a_restricted_incident_does_not_leak_from_a_public_problem(shop):
    _problem(
        shop,
        "leak",
        "title: Tokens stay valid\nstate: open\naudience: public\ncomponents: [checkout]\n"
        "description: Sessions outlive their user.\n",
    )
    file = shop.records.root / FOLDER / "incident.yaml"
    file.write_text(file.read_text().replace("audience: staff", "audience: restricted"))
    shop.records.commit("Restrict")
    assert shop.run("--accept", "leak").code == 0
    assert INCIDENT in (shop.records.root / "problems/leak.yaml").read_text()

    for audience, sees in (("public", False), ("staff", False), ("restricted", True)):
        to = f"build/{audience}"
        ran = shop._wakebook("publish", "--audience", audience, "--to", to, cwd=shop.records)
        assert ran.code == 0, ran.stderr
        site = shop.records.root / to / "site"
        pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
        assert any("Tokens stay valid" in page for page in pages)
        assert any(INCIDENT in page for page in pages) is sees
