"""The end of a severe incident in a high-risk system: who has to approve it, and what stops it.

The policy of the small shop asks one of the web team for every end, and for this one an owner of
the component as well. Everybody who wrote in the log took part.
"""

import pytest
from tests.review.conftest import CLOSED_HEADER, HEADER, OPEN

COMPONENTS, PEOPLE, POLICY = (
    f"{folder}.yaml" for folder in ("catalog/components", "catalog/people", "policies/approvals")
)
DAN = """apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: dan, annotations: {wakebook.dev/github-login: dan-shop}}
spec: {memberOf: []}
---
"""


def on_main(shop, path, old, new):
    """Change what judges, on the branch that the change goes into."""
    shop.git("switch", "--quiet", "main")
    text = (shop.root / path).read_text("utf-8")
    assert old in text
    shop.write(path, text.replace(old, new, 1))
    shop.commit("Judge otherwise")
    shop.git("switch", "--quiet", "change")
    shop.git("merge", "--quiet", "main")


@pytest.fixture
def risky(shop):
    """The checkout is marked as a high risk and belongs to Dan, who is in no team."""
    on_main(shop, PEOPLE, "apiVersion", f"{DAN}apiVersion")
    mark = '  name: checkout\n  title: Checkout\n  annotations:\n    wakebook.dev/tier: "1"\n'
    owner = "spec:\n  type: service\n  lifecycle: production\n  owner: "
    high = f"{mark}    wakebook.dev/risk: high\n{owner}"
    on_main(shop, COMPONENTS, f"{mark}{owner}group:web", f"{high}user:dan")
    return shop


def approved(judged, *names):
    return judged(*(word for name in names for word in ("--suppose", f"approval={name}")))


@pytest.mark.usefixtures("risky")
def test_5_2_the_owner_of_a_high_risk_system_approves_its_end(close, judged):
    close()
    assert "0 of 1 approval by web; ben or cleo can approve" in judged().sentence("WB5201")
    one = approved(judged, "ben")
    assert one.codes == {"WB5201"}
    assert "dan can approve" in one.sentence("WB5201")
    assert approved(judged, "dan").codes == {"WB5201"}
    assert approved(judged, "ben", "dan").passes


def test_5_2_the_end_in_another_system_asks_no_owner(risky, close, judged):
    on_main(risky, COMPONENTS, "wakebook.dev/risk: high", "wakebook.dev/risk: low")
    close()
    assert approved(judged, "ben").passes


def test_5_2_whoever_took_part_approves_no_end(risky, close, judged):
    log = f"{OPEN}/timeline/20261123T143000Z-0001.yaml"
    said = "- {kind: observation, at: 2026-11-23T14:30Z, by: 'user:cleo', text: Errors go up.}\n"
    risky.git("switch", "--quiet", "main")
    risky.write(log, said)
    risky.commit("Log")
    risky.git("switch", "--quiet", "change")
    risky.git("merge", "--quiet", "main")
    close()
    for name in ("ana", "cleo"):
        assert not approved(judged, name, "dan").passes, name
    assert approved(judged, "ben", "dan").passes


@pytest.mark.usefixtures("risky")
def test_5_2_an_approval_says_nothing_where_somebody_asks_for_changes(close, judged):
    close()
    words = ("approval=ben", "approval=dan", "changes=cleo")
    assert judged(*(w for word in words for w in ("--suppose", word))).codes == {"WB5208"}


def test_5_2_without_a_policy_that_can_be_read_nothing_ends(risky, close, judged):
    on_main(risky, POLICY, "schema: approvals", "schema: approvals\nunknown: key")
    close()
    assert approved(judged, "ben", "dan").codes == {"WB5204"}


def test_5_2_an_end_that_does_not_merge_is_refused(risky, close, judged):
    close()
    risky.git("switch", "--quiet", "main")
    risky.write(f"{OPEN}/incident.yaml", f"{HEADER}summary: Half of all orders fail\n")
    risky.commit("Say more")
    risky.git("switch", "--quiet", "change")
    assert approved(judged, "ben", "dan").codes >= {"WB5205"}


def test_5_2_an_end_brings_no_rule_along(risky, close, judged):
    text = (risky.root / POLICY).read_text("utf-8")
    risky.write(POLICY, text.replace("risk: [high]", "risk: [higher]"))
    close()
    assert "WB5206" in approved(judged, "ben", "dan").codes


def test_5_2_no_other_file_stands_in_for_the_policy(risky, judged):
    risky.write("Policies/approvals.yaml", "format: 1\n")
    risky.commit()
    assert "WB5207" in approved(judged, "ben", "dan").codes


def test_5_2_an_unknown_hand_in_an_end_stops_it(risky, close, judged):
    close()
    assert approved(judged, "ben", "dan").passes
    author = "Nobody <nobody@evil.example>"
    risky.git("commit", "--quiet", "--amend", "--no-edit", "--author", author)
    assert approved(judged, "ben", "dan").codes == {"WB5209"}


def test_5_2_nobody_is_quoted_who_did_not_say_it(risky, judged):
    said = "- {kind: confirmation, at: 2026-11-23T14:30Z, by: 'user:ana', who: 'user:dan',"
    risky.write(f"{OPEN}/timeline/20261123T143000Z-0001.yaml", f"{said} of: restoration}}\n")
    risky.commit("Log")
    assert judged().codes == {"WB5216"}
    assert approved(judged, "dan").passes


@pytest.mark.parametrize(
    ("fact", "outcome", "code"),
    [
        (
            "held: the pull request is a draft; its author says when it is ready",
            "waiting",
            "WB5202",
        ),
        ("missing: [the list of reviews was cut short after 100]", "unknown", "WB5203"),
    ],
)
def test_5_2_what_is_a_draft_or_not_known_holds_an_end_up(small, wakebook, fact, outcome, code):
    case = (
        "incident: {did: [closed], severity: [SEV3]}\n  reviews: [{by: user:ben, says: approved}]"
    )
    small.write("policies/tests/approvals.yaml", f"- case: x\n  {case}\n  expect: met\n")
    assert wakebook("policy", "test", cwd=small).code == 0
    told = f"- case: x\n  {case}\n  {fact}\n  expect: {outcome}\n  because: {code}\n"
    small.write("policies/tests/approvals.yaml", told)
    ran = wakebook("policy", "test", cwd=small)
    assert ran.code == 0, ran.stdout


def test_5_2_an_approval_is_of_the_last_commit(small, wakebook):
    ends = "- case: x\n  incident: {did: [closed], severity: [SEV3]}\n  reviews: "
    told = "[{by: user:ben, says: approved}]\n  expect: met\n"
    older = "[{by: user:ben, says: approved, of: older}]\n  expect: waiting\n  because: WB5201\n"
    small.write("policies/tests/approvals.yaml", f"{ends}{told}{ends}{older}")
    ran = wakebook("policy", "test", cwd=small)
    assert (ran.code, ran.stdout) == (0, "2 cases checked: nothing to complain about\n")


def test_5_2_a_policy_that_asks_less_than_its_cases_say_is_found(small, wakebook):
    text = (small.root / POLICY).read_text("utf-8")
    small.write(POLICY, text.replace("risk: [high]", "risk: [low]"))
    ran = wakebook("policy", "test", cwd=small)
    assert ran.code == 1
    assert "error WB5210 " in ran.stdout


# How an end is recorded (5.5, 5.6): what the gate finds in the change itself.


def ended(shop, header, *log):
    """Commit an end with this header and these lines."""
    shop.write(f"{OPEN}/incident.yaml", header)
    lines = "".join(f"- {{by: user:ana, {said}}}\n" for said in log)
    shop.write(f"{OPEN}/timeline/20261124T090000Z-91bc.yaml", lines)
    shop.commit("End")


RESOLVED = "kind: resolved, at: 2026-11-23T15:00Z"
CLOSED = "kind: closed, at: 2026-11-24T09:00Z"


def test_5_5_what_was_never_resolved_is_not_closed(shop, judged):
    ended(shop, CLOSED_HEADER, CLOSED)
    assert "WB5505" in approved(judged, "ben").codes
    ended(shop, CLOSED_HEADER, RESOLVED, CLOSED)
    assert approved(judged, "ben").passes


def test_5_6_what_somebody_repaired_is_not_canceled(shop, judged):
    header = CLOSED_HEADER.replace("status: closed", "status: canceled")
    ended(shop, header, RESOLVED, CLOSED.replace("closed", "canceled"))
    assert "WB5605" in approved(judged, "ben").codes
    ended(shop, header, CLOSED.replace("closed", "canceled"))
    assert "WB5605" not in approved(judged, "ben").codes


def test_5_6_nothing_is_merged_into_what_is_over(shop, judged):
    header = CLOSED_HEADER.replace("status: closed", "status: merged")
    into = f"{CLOSED.replace('closed', 'merged')}, into: 2026-10-05-payments-latency"
    ended(shop, header, into)
    assert "WB5606" in approved(judged, "ben").codes


def test_5_6_an_end_leaves_the_kind_and_the_components_as_they_were(shop, close, judged):
    close()
    assert approved(judged, "ben").passes
    ended(shop, CLOSED_HEADER.replace("kind: incident", "kind: drill"), RESOLVED, CLOSED)
    assert "WB5607" in approved(judged, "ben").codes


def test_5_6_an_end_waits_for_policies_that_can_be_read(shop, close, judged):
    shop.git("switch", "--quiet", "main")
    shop.write("policies/closure.yaml", "schema: closure\nunknown: key\n")
    shop.commit("Break")
    shop.git("switch", "--quiet", "change")
    shop.git("merge", "--quiet", "main")
    close()
    assert "WB5604" in approved(judged, "ben").codes
