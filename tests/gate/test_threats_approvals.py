"""Approvals and closure: the rows A1 to A14 of the threats, through the gate on the fake GitHub."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from tests.gate.conftest import LOG, SEEN, Shop
from tests.github.fake.faults import cut_list
from tests.github.fake.state import WEB_FLOW
from tests.review.conftest import CLOSED_HEADER, CLOSING, OPEN

pytestmark = pytest.mark.daily(4)

CLOSURE = {
    f"{OPEN}/timeline/20261124T090000Z-91bc.yaml": CLOSING,
    f"{OPEN}/incident.yaml": CLOSED_HEADER,
}
PEOPLE, POLICY = "catalog/people.yaml", "policies/approvals.yaml"
BEN = "102+ben-shop@users.noreply.github.com"
Change = Callable[[Shop], Any]


class Seen(NamedTuple):
    """What came of a pull request: its status, what a person reads, and whether it was merged."""

    state: str
    told: str
    merged: bool


def seen(shop: Shop, pull: Any) -> Seen:
    """Judge a pull request, try to merge it, and look."""
    ran = shop.gate("judge", "--pull", str(pull.number))
    assert (ran.code, ran.stderr) == (0, "")
    assert shop.gate("merge").code == 0
    head = shop.github.head(pull)
    newest = [s for s in shop.github.statuses if s.commit == head][-1]
    assert newest.by.login == "wakebook-gate[bot]"
    told = [c.body for c in shop.github.comments if c.by is newest.by]
    text = told[-1].replace("\\", "").replace("\u2060", "") if told else newest.description
    return Seen(newest.state, text, pull.merged is not None)


def closure(shop: Shop, *, by: str = "ana", pusher: str = "ana", **how: Any) -> Any:
    """A pull request by one person with the closure, pushed by another one, written by a third."""
    named = {role: shop.person(name) for role, name in how.items() if role == "author"}
    shop.github.push("change", CLOSURE, by=shop.person(pusher), **{**how, **named})
    return shop.github.pull("change", by=shop.person(by))


def approved(shop: Shop, pull: Any, *names: str) -> Any:
    """Let people approve the head."""
    for name in names:
        shop.github.review(pull, shop.person(name))
    return pull


def on_main(shop: Shop, path: str, change: Callable[[str], str]) -> None:
    """Change a file on the main branch, as its owners would."""
    text = shop.clone.git("--git-dir", str(shop.github.git.path), "show", f"main:{path}")
    changed = change(text)
    assert changed != text
    shop.github.push("main", {path: changed}, by=shop.person("cleo"))


def stricter(text: str) -> str:
    """The policy with two approvals of whatever ends."""
    one = "on: [closed, canceled, merged]\n        require: {approvals: 1, from: [group:web]}"
    return text.replace(one, one.replace("approvals: 1", "approvals: 2"))


# Row A1, who took part


def _author(shop: Shop) -> Any:
    return closure(shop, by="ben")


def _commit_author(shop: Shop) -> Any:
    return closure(shop, author="ben")


def _commit_author_before_the_last(shop: Shop) -> Any:
    shop.github.push("change", {LOG: SEEN}, by=shop.person("ana"), author=shop.person("ben"))
    return closure(shop)


def _committer(shop: Shop) -> Any:
    return closure(shop, committer=shop.person("ben"))


def _co_author_by_noreply(shop: Shop) -> Any:
    return closure(shop, message=f"Close\n\nCo-authored-by: Somebody <{BEN}>\n")


def _co_author_by_the_catalog(shop: Shop) -> Any:
    return closure(shop, message="Close\n\nCO-AUTHORED-BY: B <Ben@Shop.example>\n")


def _accepted_suggestion(shop: Shop) -> Any:
    told = f"Apply suggestion from code review\n\nCo-authored-by: Ben <{BEN}>\n"
    pull = closure(shop, message=told, committer=WEB_FLOW)
    shop.github.verified.add(shop.github.head(pull))
    return pull


def _pusher(shop: Shop) -> Any:
    return closure(shop, pusher="ben", author="ana")


def _pusher_of_what_a_forced_push_kept(shop: Shop) -> Any:
    ana, ben = shop.person("ana"), shop.person("ben")
    kept = shop.github.push("change", {LOG: SEEN}, by=ben, author=ana)
    shop.github.push("change", {"x.txt": "x"}, by=ana)
    shop.github.push("change", by=ana, commit=shop.github.commit(kept, CLOSURE, ana))
    return shop.github.pull("change", by=ana)


def _second_parent(shop: Shop) -> Any:
    """The merge brings Ben's commit in from the side, by its second parent."""
    github, ana = shop.github, shop.person("ana")
    side = github.commit(github.tip("main"), {LOG: SEEN}, shop.person("ben"))
    first = github.commit(github.tip("main"), CLOSURE, ana)
    who = ana.signature(github.clock.now())
    merge = github.git.merge(first, side, "Merge a branch", (who, who))
    github.push("change", by=ana, commit=merge)
    return github.pull("change", by=ana)


def _commander(shop: Shop) -> Any:
    hand = (
        "- {kind: role, at: 2026-11-23T14:30Z, by: 'user:ana', role: commander,"
        " from: 'user:ana', to: 'user:ben'}\n"
    )
    shop.github.push("main", {LOG: hand}, by=shop.person("ana"))
    return closure(shop)


def _responder(shop: Shop) -> Any:
    shop.github.push("main", {LOG: SEEN.replace("ana", "ben")}, by=shop.person("ana"))
    return closure(shop)


def _closer(shop: Shop) -> Any:
    files = {path: text.replace("user:ana", "user:ben") for path, text in CLOSURE.items()}
    shop.github.push("change", files, by=shop.person("ana"))
    return shop.github.pull("change", by=shop.person("ana"))


HAS_PART = "the approval of ben does not count here: ben has a part in its commits"
A1 = {
    "author": (_author, "the approval of ben does not count here: ben proposed the change"),
    "commit author": (_commit_author, HAS_PART),
    "commit author before the last": (_commit_author_before_the_last, HAS_PART),
    "committer": (_committer, HAS_PART),
    "co-author by noreply": (_co_author_by_noreply, HAS_PART),
    "co-author by the catalog": (_co_author_by_the_catalog, HAS_PART),
    "accepted suggestion": (_accepted_suggestion, HAS_PART),
    "pusher": (_pusher, HAS_PART),
    "pusher of what was kept": (_pusher_of_what_a_forced_push_kept, HAS_PART),
    "second parent": (_second_parent, HAS_PART),
    "commander": (_commander, "the approval of ben does not count here: ben "),
    "responder": (_responder, "the approval of ben does not count here: ben "),
    "closer": (_closer, "the approval of ben does not count here: ben "),
}


@pytest.mark.variants(7, every=2)
@pytest.mark.parametrize(("change", "sentence"), A1.values(), ids=A1)
def test_a1_who_took_part_cannot_approve_and_somebody_else_can(
    shop: Shop, change: Change, sentence: str
) -> None:
    pull = approved(shop, change(shop), "ben")
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert sentence in got.told
    assert "cleo can approve" in got.told

    approved(shop, pull, "cleo")
    shop.gate("merge")
    assert pull.merged


def test_a1_the_author_cannot_approve_even_where_the_host_lets_them(shop: Shop) -> None:
    got = seen(shop, approved(shop, closure(shop), "ana"))
    assert (got.state, got.merged) == ("pending", False)
    assert "the approval of ana does not count here: ana proposed the change" in got.told


def test_a1_a_co_author_whom_nobody_knows_stops_it(shop: Shop) -> None:
    pull = closure(shop, message="Close\n\nCo-authored-by: Sock <sock@nowhere.example>\n")
    got = seen(shop, approved(shop, pull, "ben", "cleo"))
    assert (got.state, got.merged) == ("error", False)
    assert "is not known (Sock &lt;sock@nowhere.example&gt;)" in got.told


def test_a1_where_everybody_took_part_it_says_that_nobody_is_left(shop: Shop) -> None:
    more = f"Close\n\nCo-authored-by: Ben <{BEN}>\nCo-authored-by: C <cleo@shop.example>\n"
    got = seen(shop, approved(shop, closure(shop, message=more), "ben", "cleo"))
    assert (got.state, got.merged) == ("failure", False)
    assert "everybody there has a part in it; name more people, or a fallback" in got.told


def test_a1_the_button_that_updates_a_branch_makes_nobody_a_committer(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.push("main", {"docs.md": "Read me.\n"}, by=shop.person("cleo"))
    shop.github.update_branch(pull, shop.person("ana"))
    assert seen(shop, approved(shop, pull, "ben")).merged


# Row A2, what was approved


def test_a2_an_approval_of_an_older_head_counts_for_nothing(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    old = shop.github.head(pull)
    shop.github.push("change", {LOG: SEEN}, by=shop.person("ana"))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert f"ben approved {old[:7]}, which is not what would be merged" in got.told


def test_a2_a_review_of_an_older_head_that_is_handed_in_later_counts_for_nothing(
    shop: Shop,
) -> None:
    pull = closure(shop)
    old = shop.github.head(pull)
    shop.github.push("change", {LOG: SEEN}, by=shop.person("ana"))
    shop.github.clock.sleep(60)
    shop.github.review(pull, shop.person("ben"), commit=old)
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)


def test_a2_a_forced_push_there_and_back_voids_and_restores_by_the_commit_alone(
    shop: Shop,
) -> None:
    ana = shop.person("ana")
    pull = approved(shop, closure(shop), "ben")
    first = shop.github.head(pull)
    other = shop.github.commit(shop.github.tip("main"), {**CLOSURE, LOG: SEEN}, ana)
    shop.github.push("change", by=ana, commit=other)
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)

    shop.github.push("change", by=ana, commit=first)
    assert seen(shop, pull).merged


def test_a2_a_head_that_is_older_than_the_approval_elsewhere_counts_for_nothing(
    shop: Shop,
) -> None:
    """Pushed to another branch first, where it got a status, it looks older than the approval."""
    ana = shop.person("ana")
    sneaked = shop.github.commit(shop.github.tip("main"), {**CLOSURE, LOG: SEEN}, ana)
    shop.github.push("elsewhere", by=ana, commit=sneaked)
    status = {"state": "success", "context": "ci"}
    _posted(shop, "ana", sneaked, status)
    shop.github.clock.sleep(600)
    pull = approved(shop, closure(shop), "ben")
    shop.github.clock.sleep(600)
    shop.github.push("change", by=ana, commit=sneaked)
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "which is not what would be merged" in got.told


def _posted(shop: Shop, by: str, commit: str, status: dict[str, str]) -> None:
    """A commit status by somebody with write access."""
    import requests

    github = shop.github
    token = github.token(github.users.get(by) or shop.person(by))
    answer = requests.post(
        f"{github.home}/repos/{github.full_name}/statuses/{commit}",
        json=status,
        headers={"Authorization": f"token {token}"},
        timeout=10,
    )
    assert answer.status_code == 201


# Row A3, who may approve


def test_a3_the_approval_of_a_stranger_is_named_and_does_not_count(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.review(pull, shop.github.user("eve"))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert (
        "the approval of eve does not count here: nobody in the catalog has the account" in got.told
    )


def test_a3_the_approval_of_a_colleague_from_another_team_does_not_count(shop: Shop) -> None:
    on_main(shop, PEOPLE, lambda text: text + _person("dan", 104, ""))
    pull = closure(shop)
    shop.github.review(pull, shop.github.user("dan-shop", id=104))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "the approval of dan does not count here: dan is not in web" in got.told


@pytest.mark.parametrize("login", ["benedict", "BEN-Shop"])
def test_a3_a_renamed_account_is_still_the_person(shop: Shop, login: str) -> None:
    pull = closure(shop)
    shop.person("ben").login = login
    shop.github.review(pull, shop.person("ben"))
    assert seen(shop, pull).merged


def test_a3_a_login_that_somebody_else_registered_anew_is_nobody(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.forget(shop.person("ben"))
    shop.github.review(pull, shop.github.user("ben-shop", "ben@shop.example", id=999))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "of ben-shop does not count here: nobody in the catalog has the account" in got.told


def test_a3_the_approval_of_an_account_that_was_deleted_since_is_nobodys(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.github.forget(shop.person("ben"))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)


@pytest.mark.parametrize("text", ["kind: [", "", "apiVersion: x\nkind: User\n"])
def test_a3_a_catalog_that_cannot_be_read_approves_nothing(shop: Shop, text: str) -> None:
    pull = approved(shop, closure(shop), "ben")
    on_main(shop, PEOPLE, lambda _: text)
    got = seen(shop, pull)
    assert got.state in ("failure", "error")
    assert not got.merged


def _person(name: str, number: object, teams: str, more: str = "") -> str:
    return (
        "---\napiVersion: backstage.io/v1alpha1\nkind: User\n"
        f'metadata: {{name: {name}, annotations: {{wakebook.dev/github-id: "{number}"{more}}}}}\n'
        f"spec: {{profile: {{displayName: X}}, memberOf: [{teams}]}}\n"
    )


# Row A4, who may no longer approve


def test_a4_somebody_who_left_the_team_has_approved_nothing(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.gate("judge")
    assert shop.status.state == "success"

    on_main(shop, PEOPLE, lambda text: _without(text, "ben"))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "nobody in the catalog has the account" in got.told
    assert "cleo can approve" in got.told


def test_a4_who_leaves_between_the_verdict_and_the_merge_is_not_counted(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.gate("judge")
    on_main(shop, PEOPLE, lambda text: _without(text, "ben"))
    shop.gate("merge")
    assert pull.merged is None


def _without(text: str, name: str) -> str:
    parts = text.split("---\n")
    return "---\n".join(part for part in parts if f"name: {name}\n" not in part)


# Row A5, e-mail addresses


def test_a5_an_address_of_somebody_else_makes_nobody_impartial(shop: Shop) -> None:
    """Ben writes Ana's address into his commit; he pushed it, so he took part."""
    pull = closure(shop, by="cleo", pusher="ben", author="ben", email="ana@shop.example")
    got = seen(shop, approved(shop, pull, "ben"))
    assert (got.state, got.merged) == ("failure", False)
    assert HAS_PART in got.told


def test_a5_an_address_that_nobody_has_stops_what_needs_an_approval(shop: Shop) -> None:
    pull = closure(shop, email="somebody@nowhere.example")
    got = seen(shop, approved(shop, pull, "ben", "cleo"))
    assert (got.state, got.merged) == ("error", False)
    assert "somebody@nowhere.example" in got.told
    assert "link the e-mail to an account" in got.told


def test_a5_an_address_that_nobody_has_never_stops_the_fast_lane(shop: Shop) -> None:
    ana = shop.person("ana")
    shop.github.push("change", {LOG: SEEN}, by=ana, email="laptop@nowhere.example")
    got = seen(shop, shop.github.pull("change", by=ana))
    assert (got.state, got.merged) == ("success", True)


# Row A6, machines


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize(
    ("login", "kind", "number"),
    [
        ("helper[bot]", "Bot", 777),
        ("helper", "Bot", 777),
        ("helper[bot]", "User", 777),
        ("helper", "Organization", 777),
        ("x-bot", "User", 778),
    ],
)
def test_a6_no_machine_approves_not_even_one_of_the_catalog(
    shop: Shop, login: str, kind: str, number: int
) -> None:
    on_main(shop, PEOPLE, lambda text: text + _person("helper", 777, "web"))
    pull = closure(shop)
    shop.github.review(pull, shop.github.user(login, id=number, type=kind))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)


def test_a6_no_machine_stands_in_the_way_either(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.github.review(pull, shop.github.user("lint[bot]", type="Bot"), "CHANGES_REQUESTED")
    assert seen(shop, pull).merged


def test_a6_the_gates_own_approval_is_none(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.review(pull, shop.github.users["wakebook-gate[bot]"])
    assert not seen(shop, pull).merged


# Row A7, words


@pytest.mark.variants(3, every=3)
@pytest.mark.parametrize(
    "words", [":+1:", "> :+1:", "not :+1: yet", "LGTM", "/lgtm", "/approve", "approved", "👍"]
)
def test_a7_no_comment_approves(shop: Shop, words: str) -> None:
    pull = closure(shop)
    shop.github.comment(pull, shop.person("ben"), words)
    shop.github.review(pull, shop.person("cleo"), "COMMENTED")
    shop.github.comment(pull, shop.github.users["wakebook-gate[bot]"], words)
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)


def test_a7_a_review_that_was_not_handed_in_yet_is_none(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.review(pull, shop.person("ben"), "PENDING")
    assert seen(shop, pull)[::2] == ("pending", False)


# Row A8, changes of mind


def test_a8_a_dismissed_request_for_changes_revives_no_older_approval(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.github.clock.sleep(60)
    asked = shop.github.review(pull, shop.person("ben"), "CHANGES_REQUESTED")
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "ben asked for changes; only a new review of theirs ends that" in got.told

    asked.state = "DISMISSED"
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "0 of 1 approval by web" in got.told

    shop.github.clock.sleep(60)
    assert seen(shop, approved(shop, pull, "ben")).merged


def test_a8_one_who_asks_for_changes_is_not_outvoted_nor_outrun(shop: Shop) -> None:
    pull = closure(shop)
    old = shop.github.head(pull)
    shop.github.review(pull, shop.person("cleo"), "CHANGES_REQUESTED")
    shop.github.push("change", {LOG: SEEN}, by=shop.person("ana"))
    got = seen(shop, approved(shop, pull, "ben"))
    assert (got.state, got.merged) == ("pending", False)
    assert (
        f"cleo asked for changes; only a new review of theirs ends that (they judged {old[:7]})"
        in got.told
    )


def test_a8_an_approval_that_was_dismissed_is_none(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.review(pull, shop.person("ben")).state = "DISMISSED"
    assert seen(shop, pull)[::2] == ("pending", False)


def test_a8_a_remark_after_an_approval_leaves_it(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.github.clock.sleep(60)
    shop.github.review(pull, shop.person("ben"), "COMMENTED")
    assert seen(shop, pull).merged


# Row A9, people, not accounts


def test_a9_two_accounts_of_one_person_are_one_approval(shop: Shop) -> None:
    on_main(shop, PEOPLE, lambda text: text.replace('"102"', '"102, 202"'))
    on_main(shop, POLICY, stricter)
    pull = approved(shop, closure(shop), "ben")
    shop.github.review(pull, shop.github.user("ben-at-night", id=202))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "1 of 2 approvals by web; cleo can approve" in got.told

    assert seen(shop, approved(shop, pull, "cleo")).merged


def test_a9_the_second_account_of_who_took_part_took_part(shop: Shop) -> None:
    on_main(shop, PEOPLE, lambda text: text.replace('"101"', '"101 201"'))
    pull = closure(shop)
    shop.github.review(pull, shop.github.user("ana-at-night", id=201))
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "the approval of ana does not count here: ana proposed the change" in got.told


def test_a9_an_account_that_two_people_claim_approves_for_neither(shop: Shop) -> None:
    on_main(shop, PEOPLE, lambda text: text + _person("dan", 102, "web"))
    got = seen(shop, approved(shop, closure(shop), "ben"))
    assert not got.merged


def test_a9_one_review_does_not_fill_two_seats(shop: Shop) -> None:
    one = "require: {approvals: 1, from: [group:web]}\n      - name: End of a severe"
    both = (
        "require: {all: [{approvals: 1, from: [group:web]},"
        " {approvals: 1, from: [component_owners]}]}\n      - name: End of a severe"
    )
    on_main(shop, POLICY, lambda text: text.replace(one, both))
    pull = approved(shop, closure(shop), "ben")
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "one person counts once; cleo can approve as well" in got.told
    assert seen(shop, approved(shop, pull, "cleo")).merged


# Row A10, forged statuses


@pytest.mark.parametrize("state", ["success", "pending"])
def test_a10_a_forged_status_is_never_trusted_and_is_covered(shop: Shop, state: str) -> None:
    pull = closure(shop)
    head = shop.github.head(pull)
    forged = {"state": state, "context": "wakebook/gate", "description": "it can be merged"}
    _posted(shop, "ben", head, forged)
    shop.gate("merge")
    assert pull.merged is None

    shop.gate("judge")
    assert (shop.status.state, shop.status.by.login) == ("pending", "wakebook-gate[bot]")
    ours = {"state": "success", "context": "wakebook/gate", "description": "it can be merged"}
    _posted(shop, "ben", head, ours)
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert [s.by.login for s in shop.github.statuses].count("wakebook-gate[bot]") == 2


def test_a10_a_status_of_actions_with_our_words_is_not_ours(shop: Shop) -> None:
    pull = closure(shop)
    shop.gate("judge")
    ours = shop.status
    words = {"state": ours.state, "context": ours.context, "description": ours.description}
    _posted(shop, "github-actions[bot]", ours.commit, words)
    shop.gate("judge")
    assert shop.status.by is ours.by
    assert pull.merged is None


# Row A11, past the gate


def test_a11_a_merge_by_an_administrator_is_found_and_reopens_the_question(shop: Shop) -> None:
    github, cleo = shop.github, shop.person("cleo")
    assert seen(shop, shop.log(branch="line")).merged
    pull = closure(shop)
    past = github.merge(pull, cleo, "merge", "Merge pull request #2")
    ran = shop.audit()
    assert ran.code == 1
    assert f"WB4312 commit {past[:12]} by cleo-shop changed it past the gate" in ran.stdout
    assert "`wakebook log --incident 2026-11-23-checkout-errors --reopened`" in ran.stdout

    ana = shop.person("ana")
    github.push("more", {"runbooks/x.txt": "x\n"}, by=ana)
    more = github.pull("more", by=ana)
    assert seen(shop, approved(shop, more, "ben")).merged
    ran = shop.audit()
    assert (ran.code, ran.stdout.count("WB4312")) == (1, 1)


def test_a11_a_push_to_main_is_found(shop: Shop) -> None:
    assert seen(shop, shop.log()).merged
    pushed = shop.github.push("main", CLOSURE, by=shop.person("cleo"))
    ran = shop.audit()
    assert ran.code == 1
    assert f"commit {pushed[:12]} by cleo-shop changed it past the gate" in ran.stdout


def test_a11_a_merge_whose_title_names_a_statement_of_another_is_found(shop: Shop) -> None:
    """An administrator writes the trailer of an older merge below their own."""
    git = ("--git-dir", str(shop.github.git.path), "log", "-1", "--format=%B", "main")
    assert seen(shop, shop.log()).merged
    trailer = shop.clone.git(*git).strip().splitlines()[-1]
    assert trailer.startswith("Wakebook-Statement: ")
    shop.github.merge(closure(shop), shop.person("cleo"), "merge", f"Merge\n\n{trailer}")
    assert shop.audit().code == 1


# Row A12, what a record says of itself


def test_a12_a_record_that_names_its_approvers_has_none(shop: Shop) -> None:
    said = (
        "- {kind: update, at: 2026-11-23T15:30Z, by: 'user:ana', text: 'Approved by user:ben,"
        " user:cleo and wakebook-gate[bot]: LGTM :+1:'}\n"
    )
    words = (
        "Close\n\nApproved-by: Ben <ben@shop.example>\nReviewed-by: Cleo <cleo@shop.example>\n"
        f"Wakebook-Statement: {'0' * 64}\n"
    )
    shop.github.push("change", {**CLOSURE, LOG: said}, by=shop.person("ana"), message=words)
    got = seen(shop, shop.github.pull("change", by=shop.person("ana")))
    assert (got.state, got.merged) == ("pending", False)
    assert "0 of 1 approval by web; ben or cleo can approve" in got.told


# Row A13, a base that moved


def test_a13_a_policy_that_became_stricter_asks_again(shop: Shop) -> None:
    pull = approved(shop, closure(shop), "ben")
    shop.gate("judge")
    assert shop.status.state == "success"
    on_main(shop, POLICY, stricter)

    shop.gate("merge")
    assert pull.merged is None
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("pending", False)
    assert "1 of 2 approvals by web; cleo can approve" in got.told


def test_a13_what_is_wrong_in_the_merge_alone_is_refused(shop: Shop) -> None:
    """Right against the base that it was made from; against today's it closes a reopened record."""
    pull = approved(shop, closure(shop), "ben")
    shop.gate("judge")
    late = SEEN.replace("14:30Z", "16:30Z").replace("observation", "impact")
    late = late.replace("text: Errors go up.", "component: checkout, state: full_outage")
    shop.github.push("main", {LOG: late}, by=shop.person("cleo"))
    shop.gate("merge")
    assert pull.merged is None


# Row A14, what a host does not show


def test_a14_more_commits_than_the_host_lists(shop: Shop) -> None:
    github, ana = shop.github, shop.person("ana")
    at = github.tip("main")
    for number in range(250):
        at = github.commit(at, {"notes.txt": f"{number}\n"}, ana)
    at = github.commit(at, {"notes.txt": None, **CLOSURE}, ana)
    github.push("change", by=ana, commit=at)
    got = seen(shop, approved(shop, github.pull("change", by=ana), "ben"))
    assert (got.state, got.merged) == ("error", False)
    assert "GitHub lists 250 of the 251 commits" in got.told


@pytest.mark.parametrize("path", ["/commits$", "/activity"])
def test_a14_a_list_that_is_cut(shop: Shop, path: str) -> None:
    shop.github.push("change", {LOG: SEEN}, by=shop.person("ana"))
    pull = approved(shop, closure(shop, pusher="ana"), "ben")
    shop.github.fail("GET", path, *[cut_list()] * 3)
    got = seen(shop, pull)
    assert (got.state, got.merged) == ("error", False)


def test_a14_more_files_than_the_host_lists_hide_none(shop: Shop) -> None:
    github, ana = shop.github, shop.person("ana")
    files = {f"{OPEN}/evidence/{number:04}.txt": "x" for number in range(3_000)}
    github.push("change", {**files, "tools/last.py": "print()\n"}, by=ana)
    got = seen(shop, github.pull("change", by=ana))
    assert (got.state, got.merged) == ("failure", False)
    assert "it changes tools/last.py, which judges others" in got.told
    assert github.asked("GET", "/files") == []
