"""A plain git server refuses what the gate refuses: identity, signatures, refs, verdict (5.2)."""

import os
import subprocess
import time
from base64 import b64encode
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tests.conftest import Repository

pytestmark = pytest.mark.daily(7)

PROBLEM = "problems/pool-too-small.yaml"
PEOPLE = "catalog/people.yaml"


def head(repository: Repository, revision: str = "HEAD") -> str:
    return repository.git("rev-parse", revision).strip()


def learn(repository: Repository, word: str = "small") -> str:
    """A change that somebody else has to approve; its commit."""
    file = repository.root / PROBLEM
    file.write_text(f"{file.read_text()}# {word}\n")
    return repository.commit(f"Learn: {word}")


def reviews(repository: Repository) -> list[str]:
    return repository.git("for-each-ref", "--format=%(refname)", "refs/wakebook/").split()


@pytest.fixture
def change(server, shop):
    """The clone of the shop with one commit by Ana that asks for an approval."""
    assert server.tip == head(shop)
    learn(shop)
    return shop


def test_a_line_of_an_incident_needs_nobody(server, shop, wakebook):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    assert wakebook("log", "The queue is full", cwd=shop).code == 0
    assert server.push(shop, "ana", "main") == ""
    assert server.tip == head(shop)


@pytest.mark.thorough
def test_a_line_that_waits_for_somebody_says_why_it_was_not_pushed(server, shop, wakebook):
    shop.git("branch", "--quiet", "--set-upstream-to=origin/main", "main")
    tip = server.tip
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    ran = wakebook("log", "--push", "--canceled", "It was a drill", cwd=shop)
    assert (ran.code, server.tip) == (3, tip)
    said = ran.stderr.splitlines()
    reason = next(line for line in said if "committed here, but not pushed: " in line)
    assert "3 conditions unmet; Approved by the owners of its components" in reason
    assert "wakebook: `wakebook review` says whom it waits for" in said
    assert "git pull" not in ran.stderr


def test_5_2_what_asks_for_an_approval_waits_for_it(server, change, approve):
    said = server.push(change, "ana", "main")
    assert f"refs/heads/main was not changed, since the review of {head(change)[:12]}" in said
    assert "remote: … waiting    problem pool-too-small" in said
    assert "0 of 1 approval by web; ben or cleo can approve" in said
    assert approve("ben", "--push", cwd=change).code == 0
    assert server.push(change, "ana", "main") == ""
    assert server.tip == head(change)
    assert reviews(server.bare) == reviews(change)


def test_a_laptop_foretells_what_the_server_will_say(server, change, wakebook, approve):
    asked = ("review", "--base", server.tip)
    assert "0 of 1 approval by web" in wakebook(*asked, cwd=change).stdout
    assert approve("ben", cwd=change).code == 0
    assert "ben approved" in wakebook(*asked, cwd=change).stdout


def test_5_2_an_approval_may_come_with_the_same_push(server, change, approve):
    assert approve("ben", cwd=change).code == 0
    assert server.push(change, "ana", "main", "refs/wakebook/*:refs/wakebook/*") == ""
    assert (server.tip, len(reviews(server.bare))) == (head(change), 1)


def test_a_forged_review_is_refused_with_all_that_comes_along(server, change, approve):
    assert approve("ben", cwd=change).code == 0
    (ref,) = reviews(change)
    text = change.git("cat-file", "tag", ref)
    change.write("../forged", text.replace("Wakebook-Policy: ", "Wakebook-Policy: x"))
    forged = change.git("hash-object", "-t", "tag", "-w", "../forged").strip()
    said = server.push(change, "ana", "main", f"{forged}:{ref}")
    assert f"{ref} was not changed: it bears a false signature" in said
    assert (server.tip == head(change), reviews(server.bare)) == (False, [])


def test_5_2_the_authors_own_approval_does_not_count(server, change, approve):
    assert approve("ana", "--push", cwd=change).code == 0
    said = server.push(change, "ana", "main")
    assert "the approval of ana does not count here: ana proposed the change" in said


def test_5_2_whoever_pushes_is_no_reviewer_of_it(server, change, approve):
    assert approve("ben", "--push", cwd=change).code == 0
    assert "the approval of ben does not count" in server.push(change, "ben", "main")


def test_whoever_pushes_counts_among_the_committers(server, shop, approve):
    policy = shop.root / "policies/approvals.yaml"
    policy.write_text(
        policy.read_text().replace("exclude: [author, committers]", "exclude: [committers]")
    )
    server.bare.git("fetch", "--quiet", str(shop.root), f"{shop.commit('Only committers')}:main")
    learn(shop)
    assert approve("ben", "--push", cwd=shop).code == 0
    assert "ben has a part in its commits" in server.push(shop, "ben", "main")


def test_5_2_a_co_author_is_no_reviewer(server, shop, approve):
    learn(shop)
    trailer = "Co-Authored-By: Somebody <ben@shop.example>"
    shop.git("commit", "--quiet", "--amend", "-m", f"Learn\n\n{trailer}")
    assert approve("ben", "--push", cwd=shop).code == 0
    assert "ben has a part in its commits" in server.push(shop, "ana", "main")


def test_5_2_an_approval_of_an_older_head_does_not_count(server, change, approve):
    assert approve("ben", "--push", cwd=change).code == 0
    learn(change, "more")
    said = server.push(change, "ana", "main")
    assert "0 of 1 approval" in said
    change.git("reset", "--quiet", "--hard", "HEAD~1")
    assert server.push(change, "ana", "main") == ""


def signed(change: Repository, key: Path, name: str, target: str, message: str) -> str:
    """A tag made by hand, filed as a review; its ref."""
    ref = f"refs/wakebook/reviews/{head(change)}/x"
    settings = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}")
    change.git(*settings, "tag", "-s", "-m", message, name, target)
    change.git("update-ref", ref, f"refs/tags/{name}")
    return ref


def test_a_strangers_key_speaks_for_nobody(server, change, keys):
    name = f"wakebook/reviews/{head(change)}/x"
    ref = signed(change, keys["stranger"], name, "HEAD", "Wakebook-Review: approved")
    said = server.push(change, "ana", ref)
    assert "is signed with SHA256:" in said
    assert "a key of nobody in the target's catalog" in said


_INNER = "wakebook/reviews/{head}/x"
_YES = "Wakebook-Review: approved"
_WANTED = "it needs one trailer 'Wakebook-Review'"


@pytest.mark.variants(3)
@pytest.mark.parametrize(
    "case",
    [
        (_INNER, "HEAD~1", _YES, "not the commit {short} that it is filed under"),
        (_INNER, "HEAD^{{tree}}", _YES, "it judges tree "),
        ("v1", "HEAD", _YES, "it was signed under another name, 'v1'"),
        (_INNER, "HEAD", "I do not approve", _WANTED),
        (_INNER, "HEAD", f"{_YES}\n\nNot yet", _WANTED),
        (_INNER, "HEAD", f"Wakebook-Review: dismissed\n{_YES}", _WANTED),
        (_INNER, "HEAD", "Wakebook-Review: perhaps", "one of approved, changes_requested, dis"),
    ],
    ids=["older", "tree", "name", "no", "above", "twice", "unknown"],
)
def test_a_tag_that_is_no_review_of_this_commit_is_refused(server, change, keys, case):
    words = {"head": head(change), "short": head(change)[:12]}
    name, target, message, why = (text.format(**words) for text in case)
    ref = signed(change, keys["ben"], name, target, message)
    assert why in server.push(change, "ana", ref)
    assert reviews(server.bare) == []


def test_a_review_cannot_be_filed_under_another_commit(server, change, approve):
    assert approve("ben", cwd=change).code == 0
    (ref,) = reviews(change)
    other = learn(change, "something else")
    moved = f"refs/wakebook/reviews/{other}/{ref.rpartition('/')[2]}"
    said = server.push(change, "ana", f"{ref}:{moved}")
    assert f"not the commit {other[:12]} that it is filed under" in said


@pytest.mark.variants(1)
@pytest.mark.parametrize("kind", ["unsigned", "commit", "file"])
def test_what_bears_no_signature_of_gits_is_refused(server, change, keys, kind):
    name = f"wakebook/reviews/{head(change)}/x"
    ref = f"refs/{name}"
    change.git("tag", "-a", "-m", "Wakebook-Review: approved", name, "HEAD")
    payload = change.git("cat-file", "tag", name)
    why = {
        "unsigned": "it bears no signature",
        "commit": "it is no annotated tag",
        "file": "it is signed for 'file', not for 'git'",
    }
    made = head(change, f"refs/tags/{name}")
    if kind == "commit":
        made = head(change)
    if kind == "file":
        sign = ["ssh-keygen", "-Y", "sign", "-q", "-n", "file", "-f", str(keys["ben"])]
        done = subprocess.run(sign, input=payload, capture_output=True, text=True, check=True)
        change.write("../signed", payload + done.stdout)
        made = change.git("hash-object", "-t", "tag", "-w", "../signed").strip()
    assert why[kind] in server.push(change, "ana", f"{made}:{ref}")


def test_a_key_that_the_push_itself_brings_speaks_for_nobody(server, change, keys, approve):
    people = change.root / PEOPLE
    stranger = Path(f"{keys['stranger']}.pub").read_text().strip()
    ben = Path(f"{keys['ben']}.pub").read_text().strip()
    people.write_text(people.read_text().replace(ben, stranger))
    change.commit("A new key for Ben")
    assert approve("stranger", "--base", "HEAD", cwd=change).code == 0
    said = server.push(change, "ana", "main", "refs/wakebook/*:refs/wakebook/*")
    assert "a key of nobody in the target's catalog" in said
    assert "0 of 1 approval" in server.push(change, "ana", "main")


def test_a_key_that_two_people_claim_speaks_for_neither(server, shop, keys, approve):
    people = shop.root / PEOPLE
    ben, cleo = (Path(f"{keys[who]}.pub").read_text().strip() for who in ("ben", "cleo"))
    assert approve("ben", "--base", "HEAD", cwd=shop).code == 0
    people.write_text(people.read_text().replace(cleo, ben))
    server.bare.git("fetch", "--quiet", str(shop.root), f"{shop.commit('Share')}:refs/heads/main")
    said = server.push(shop, "ana", *reviews(shop))
    assert "a key that user:ben and user:cleo both claim" in said


@pytest.mark.thorough
def test_a_key_that_left_the_catalog_speaks_no_more(server, change, keys, approve):
    assert approve("ben", "--push", cwd=change).code == 0
    change.git("switch", "--quiet", "--create", "other", "HEAD~1")
    people = change.root / PEOPLE
    ben = Path(f"{keys['ben']}.pub").read_text().strip()
    people.write_text(people.read_text().replace(f"    wakebook.dev/ssh-key: {ben}\n", ""))
    left = change.commit("Ben left his key in a train")
    server.bare.git("fetch", "--quiet", str(change.root), f"{left}:refs/heads/main")
    change.git("merge", "--quiet", "-m", "Merge", "main")
    assert "does not count: it is signed with SHA256:" in server.push(change, "ana", "HEAD:main")


def test_5_2_asked_for_changes_nothing_passes_until_that_is_taken_back(
    server, shop, wakebook, approve
):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    assert approve("ben", "--request-changes", "--push", cwd=shop).code == 0
    assert wakebook("log", "The queue is full", cwd=shop).code == 0
    said = server.push(shop, "ana", "main")
    assert "ben asked for changes; only a new review of theirs ends that" in said
    assert approve("ben", "--dismiss", "--push", cwd=shop).code == 0
    assert server.push(shop, "ana", "main") == ""


@pytest.mark.thorough
def test_asking_for_changes_to_something_else_holds_nothing_up(server, change, wakebook, approve):
    assert approve("ben", "--request-changes", "--push", cwd=change).code == 0
    change.git("reset", "--quiet", "--hard", "HEAD~1")
    assert wakebook("new", "Mail is late", cwd=change).code == 0
    assert server.push(change, "ana", "main") == ""


def test_where_no_signature_can_be_verified_nothing_passes(server, shop, wakebook, approve):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    assert approve("ben", "--request-changes", "--push", cwd=shop).code == 0
    server.bare.git("config", "gpg.ssh.program", "/no/such/program")
    assert "/no/such/program" in server.push(shop, "ana", "main")
    server.bare.git("config", "--unset", "gpg.ssh.program")
    assert "ben asked for changes" in server.push(shop, "ana", "main")


def test_a_review_is_never_moved_or_deleted(server, change, approve):
    assert approve("ben", "--request-changes", "--push", cwd=change).code == 0
    (ref,) = reviews(change)
    assert "a review stays as it was signed" in server.push(change, "ana", f":{ref}")
    assert approve("ben", cwd=change).code == 0
    other = next(each for each in reviews(change) if each != ref)
    assert "a review stays as it was signed" in server.push(change, "ana", f"+{other}:{ref}")


def claimed(server, clone, who: str, *rows: tuple[str, str, str]) -> None:
    """Push as a client of one's own may, which says itself where each ref is."""
    lines = [f"{old} {new} {ref}" for old, new, ref in rows]
    lines[0] += "\0 report-status"
    told = b"".join(b"%04x%s" % (len(line) + 4, line.encode()) for line in lines) + b"0000"
    pack = subprocess.run(
        ["git", "pack-objects", "--stdout", "--revs", "--quiet"],
        input="".join(f"{new}\n" for _, new, _ in rows).encode(),
        cwd=clone.root,
        capture_output=True,
        check=True,
    ).stdout
    name = b64encode(f"{who}:secret".encode()).decode()
    asked = HTTPConnection("127.0.0.1", server.port)
    kind = "application/x-git-receive-pack-request"
    headers = {"Authorization": f"Basic {name}", "Content-Type": kind}
    asked.request("POST", "/records.git/git-receive-pack", told + pack, headers)
    assert asked.getresponse().read()
    asked.close()


@pytest.mark.variants(1)
@pytest.mark.parametrize("how", ["--dismiss", "--request-changes"])
def test_nobody_covers_a_review_with_one_of_their_own(server, change, approve, keys, how):
    assert approve("ben", "--push", cwd=change).code == 0
    before = set(reviews(server.bare))
    time.sleep(1.1)  # the later one of two counts, by the second
    other = "ben" if how == "--dismiss" else "cleo"
    assert approve(other, how, "--push", cwd=change).code == 0
    (ref,) = set(reviews(server.bare)) - before
    tip, mine = server.tip, head(change)
    change.git("update-ref", "-d", ref)
    text = "Review\n\nWakebook-Review: approved\nWakebook-Policy: none\n"
    inner = ref.removeprefix("refs/")
    key = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={keys['ana']}")
    change.git(*key, "tag", "-s", "-m", text, inner, mine)
    false = head(change, f"refs/tags/{inner}")
    claimed(server, change, "ana", (tip, mine, "refs/heads/main"), ("0" * 40, false, ref))
    assert server.tip == tip


def test_an_objection_to_a_merge_holds_it_up(server, shop, approve):
    shop.git("switch", "--quiet", "--create", "topic")
    learn(shop)
    assert approve("ben", "--push", cwd=shop).code == 0
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    assert server.push(shop, "ana", "HEAD:topic") == ""
    assert approve("cleo", "--request-changes", "--push", cwd=shop).code == 0
    assert "cleo asked for changes" in server.push(shop, "ana", "main")


def test_a_trailer_lends_nobody_a_voice(server, shop, wakebook, approve):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    (header,) = shop.root.glob("incidents/*/*-mail-is-late/incident.yaml")
    said = "{kind: confirmation, at: 2026-11-23, of: restoration, who: 'user:cleo'"
    (header.parent / "timeline/20991123T150000Z-0001.yaml").write_text(
        f"- {said}, by: 'user:ana'}}\n"
    )
    trailer = "Co-authored-by: Cleo <cleo@shop.example>"
    shop.commit(f"Confirm\n\n{trailer}")
    assert "says that cleo said it" in server.push(shop, "ana", "main")
    assert "says that cleo said it" in server.push(shop, "nobody", "main")
    assert approve("cleo", "--push", cwd=shop).code == 0
    assert server.push(shop, "ana", "main") == ""


def test_the_gated_branch_only_grows(server, change):
    ref, first = "refs/heads/main", head(change, "HEAD~1")
    assert f"{ref} was not changed: it is never deleted" in server.push(change, "ana", f":{ref}")
    change.git("switch", "--quiet", "--orphan", "anew")
    change.commit("Nothing happened")
    said = server.push(change, "ana", f"+HEAD:{ref}")
    assert f"{ref} was not changed: its history is never rewritten" in said
    assert server.tip == first


def test_the_gated_branch_stays_the_first_side_of_a_merge(server, shop, wakebook):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    assert server.push(shop, "ana", "main") == ""
    tip = server.tip
    shop.git("switch", "--quiet", "--create", "topic", "HEAD~1")
    shop.git("commit", "--quiet", "--allow-empty", "-m", "Nothing happened")
    shop.git("merge", "--quiet", "--no-edit", "main")
    said = server.push(shop, "ana", "topic:main")
    assert "refs/heads/main was not changed: it would go on as the other side of a merge" in said
    assert server.tip == tip


def test_nobody_names_a_statement_as_a_gate_does(server, shop, wakebook):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    trailer = f"Open\n\nWakebook-Statement: {'0' * 64}"
    shop.git("commit", "--quiet", "--amend", "--message", trailer)
    said = server.push(shop, "ana", "main")
    assert f"{head(shop)[:12]} names a statement (Wakebook-Statement)" in said


def test_nobody_but_the_server_writes_evidence(server, change):
    evidence = "refs/heads/wakebook/evidence"
    why = "the server itself writes the branch wakebook/evidence"
    assert why in server.push(change, "ana", f"main:{evidence}")
    assert server.bare.git("branch", "--list", "wakebook/evidence") == ""


def test_a_push_is_stated_before_it_is_taken(server, change, approve, wakebook):
    assert approve("ben", "--push", cwd=change).code == 0
    assert server.push(change, "ana", "main") == ""

    told = server.bare.git("log", "--format=%s", "wakebook/evidence")
    assert told.split("\n")[:2] == ["Statement 2", "Statement 1"]
    assert wakebook("audit", "verify", "--rev", "main", cwd=server.bare.root).code == 0


@pytest.mark.thorough
def test_a_push_that_git_refused_after_all_puts_no_later_one_in_doubt(server, shop, wakebook):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    refs = ("HEAD:refs/heads/main", "HEAD:refs/heads/d", "HEAD:refs/heads/d/e")
    push = ["git", "push", "--quiet", "--atomic", server.url("ana"), *refs]
    assert subprocess.run(push, cwd=shop.root, capture_output=True, check=False).returncode
    assert server.bare.git("rev-list", "--count", "wakebook/evidence") == "2\n"
    assert wakebook("log", "It goes on", cwd=shop).code == 0
    assert server.push(shop, "ana", "main") == ""
    assert wakebook("log", "It goes on and on", cwd=shop).code == 0
    assert server.push(shop, "ana", "main") == ""
    audit = wakebook("audit", "verify", cwd=server.bare)
    assert (audit.code, audit.stdout) == (0, "2 changes checked: nothing to complain about\n")


@pytest.mark.thorough
def test_other_branches_and_tags_are_free(server, change):
    change.git("tag", "v1")
    assert server.push(change, "ana", "main:topic", "v1") == ""
    assert server.push(change, "ana", "+HEAD~1:refs/heads/topic") == ""
    assert server.push(change, "ana", ":topic") == ""


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["\N{NO-BREAK SPACE}", "\u2028", os.fsdecode(b"\xe9")], ids=ascii)
def test_a_name_that_is_odd_holds_nobody_up(server, change, approve, name):
    assert server.push(change, "ana", f"HEAD~1:refs/heads/odd{name}") == ""
    assert "0 of 1 approval" in server.push(change, "ana", "main", f"main:odd{name}")
    assert approve("ben", "--push", cwd=change).code == 0
    assert server.push(change, "ana", "main", f"main:odd{name}") == ""


def test_one_ref_that_is_refused_stops_the_whole_push(server, change):
    server.push(change, "ana", "main:topic", "main")
    assert server.bare.git("branch", "--list", "topic") == ""


@pytest.mark.variants(4)
@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("refs/replace/{tip}", "could hide what is judged"),
        ("refs/wakebook/other", "only reviews are kept below refs/wakebook/"),
        ("refs/wakebook", "only reviews are kept below refs/wakebook/"),
        ("refs/remotes/origin/wakebook/evidence", "is fetched by the server, never pushed"),
        ("refs/heads/wakebook", "the server itself writes the branch wakebook/evidence"),
        ("refs/heads/wakebook/evidence/x", "the server itself writes the branch wakebook/evidence"),
        ("refs/wakebook/reviews/short", "it is not named refs/wakebook/reviews/<commit>/<name>"),
        ("refs/heads/alias", "it is another name of refs/heads/main; push to that"),
    ],
)
def test_there_is_no_way_around(server, change, ref, why):
    server.bare.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    assert why in server.push(change, "ana", f"HEAD:{ref.format(tip=server.tip)}")


def test_a_tag_of_the_branchs_name_leads_nobody_astray(server, change):
    before = server.tip
    change.git("tag", "main", "HEAD")
    assert server.push(change, "ana", "refs/tags/main") == ""
    assert "0 of 1 approval" in server.push(change, "ana", "HEAD:refs/heads/main")
    assert server.tip == before


def test_nobody_pushes_without_a_name(server, change):
    said = server.push(change, None, "main")
    assert "the server does not say who pushes (REMOTE_USER is empty)" in said


@pytest.mark.thorough
def test_the_name_may_stand_in_another_variable(server, change, wakebook, approve, monkeypatch):
    assert wakebook("hook", "install", "--identity-from", "GL_USER", cwd=server.bare).code == 0
    assert approve("ben", "--push", cwd=change).code == 0
    assert "GL_USER is empty" in server.push(change, "ana", "main")
    monkeypatch.setenv("GL_USER", "ben")
    assert "the approval of ben does not count" in server.push(change, "ana", "main")


def test_whoever_pushes_is_told_by_a_variable_and_not_by_its_value(server, wakebook):
    ran = wakebook("hook", "install", "--identity-from", "A B", cwd=server.bare)
    assert (ran.code, ran.stdout) == (2, "")
    assert "takes the name of a variable, such as REMOTE_USER, and 'A B' is none" in ran.stderr


def test_a_hook_without_its_name_is_told_which_there_are(server, wakebook):
    ran = wakebook("hook", cwd=server.bare)
    assert ran.code == 2
    assert "are required: {pre-commit,pre-receive,install};" in ran.stderr


@pytest.fixture
def renamed(server, shop):
    """Tells on the server by which names it knows somebody."""

    def tell(who: str, names: str) -> None:
        people = (shop.root / PEOPLE).read_text()
        email = f"    wakebook.dev/git-email: {who}@shop.example\n"
        shop.write(PEOPLE, people.replace(email, f"{email}    wakebook.dev/git-user: {names}\n"))
        tip = shop.commit(f"Tell the server's names of {who}")
        server.bare.git("fetch", "--quiet", str(shop.root), f"{tip}:main")

    return tell


@pytest.mark.thorough
def test_a_server_may_know_people_by_other_names(server, shop, approve, renamed):
    renamed("ana", "a.smith asmith")
    learn(shop)
    assert approve("ben", "--push", cwd=shop).code == 0
    assert "who proposed the change is not known" in server.push(shop, "ana", "main")
    assert server.push(shop, "asmith", "main") == ""


@pytest.mark.thorough
def test_a_committer_is_known_by_whatever_name_the_server_has(server, shop, approve, renamed):
    renamed("ben", "bschmidt")
    learn(shop)
    shop.git("commit", "--quiet", "--amend", "--no-edit", "--author", "Ben <ben@shop.example>")
    assert approve("ben", "--push", cwd=shop).code == 0
    assert "ben has a part in its commits" in server.push(shop, "ana", "main")


def test_an_account_of_nobody_may_log_but_not_propose(
    server, change, wakebook, approve, monkeypatch
):
    assert approve("ben", "--push", cwd=change).code == 0
    assert "who proposed the change is not known" in server.push(change, "ben-2", "main")
    change.git("reset", "--quiet", "--hard", "HEAD~1")
    assert wakebook("new", "Mail is late", cwd=change).code == 0
    said = server.push(change, "pager", "main")
    assert "says that ana said it" in said
    assert "or the catalog names the account that brings it" in said
    change.git("reset", "--quiet", "--hard", server.tip)
    monkeypatch.setenv("WAKEBOOK_USER", "eve")
    assert wakebook("new", "Mail is late", cwd=change).code == 0
    assert wakebook("log", "I see it too", cwd=change).code == 0
    assert server.push(change, "pager", "main") == ""


@pytest.fixture
def moved(server, change, wakebook):
    """The server's branch has moved on; the change lies on the branch ``topic``."""
    change.git("branch", "topic")
    change.git("reset", "--quiet", "--hard", "HEAD~1")
    assert wakebook("new", "Mail is late", cwd=change).code == 0
    assert server.push(change, "ana", "main") == ""
    return change


def test_a_merge_of_what_was_approved_passes(server, moved, approve, wakebook):
    assert approve("ben", "topic", "--push", cwd=moved).code == 0
    assert "its history is never rewritten" in server.push(moved, "ana", "+topic:main")
    moved.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic")
    asked = wakebook("review", "--base", server.tip, cwd=moved)
    assert (asked.code, "every condition is met" in asked.stdout) == (0, True)
    assert server.push(moved, "ana", "main") == ""
    assert server.tip == head(moved)
    audit = wakebook("audit", "verify", "--rev", "main", cwd=server.bare)
    assert audit.code == 0, audit.stdout


def test_a_merge_that_brings_more_than_was_approved_does_not(server, moved, approve):
    assert approve("ben", "topic", "--push", cwd=moved).code == 0
    moved.git("merge", "--quiet", "--no-ff", "--no-commit", "topic")
    learn(moved, "by the way")
    said = server.push(moved, "ana", "main")
    assert f"the review of {head(moved)[:12]} is not over" in said
    assert "0 of 1 approval" in said


@pytest.mark.thorough
def test_a_merge_into_more_than_the_tip_is_judged_itself(server, moved, approve):
    assert approve("ben", "topic", "--push", cwd=moved).code == 0
    moved.write("runbooks/secret.md", "What nobody approved stays in the history.\n")
    moved.commit("Add")
    moved.git("revert", "--no-edit", "HEAD")
    moved.git("merge", "--quiet", "--no-ff", "-m", "Merge topic", "topic")
    assert f"the review of {head(moved)[:12]} is not over" in server.push(moved, "ana", "main")


def test_5_2_the_policy_of_the_push_judges_nothing(server, change):
    change.git("reset", "--quiet", "--hard", "HEAD~1")
    policy = change.root / "policies/approvals.yaml"
    policy.write_text(policy.read_text().partition("    asks:")[0])
    change.commit("Ask nobody")
    learn(change)
    said = server.push(change, "ana", "main")
    assert "What judges others: policies/approvals.yaml" in said
    assert "make two changes of it" in said


def test_a_broken_record_is_refused_with_its_place(server, shop):
    (shop.root / PROBLEM).write_text("title: [\n")
    shop.commit("Break")
    said = server.push(shop, "ana", "main")
    assert f"remote: ✗ refused    Records are right — {PROBLEM}:1: " in said


def test_nothing_that_a_terminal_would_obey_reaches_the_client(server, shop):
    shop.write("runbooks/\x1b[31m\x07red.md", "x\n")
    shop.commit("Red")
    said = server.push(shop, "ana", "main")
    assert "\x1b" not in said
    assert "\\x1b[31m\\x07red.md" in said


def test_before_the_first_commit_nobody_is_let_in(server, change):
    server.bare.git("symbolic-ref", "HEAD", "refs/heads/new")
    said = server.push(change, "ana", "main:new")
    assert "it has no commit yet that could judge" in said


def test_by_hand_it_says_that_git_calls_it(server, wakebook):
    ran = wakebook("hook", "pre-receive", cwd=server.bare, stdin="main\n")
    assert (ran.code, "is no line 'old new ref'" in ran.stderr) == (2, True)


def test_a_ref_is_named_once_in_a_push(server, change, wakebook, monkeypatch):
    """Git itself takes a ref twice and moves it step by step; only one step would be judged."""
    monkeypatch.setenv("REMOTE_USER", "ana")
    server.push(change, "ana", "main:topic")
    tip, new = server.tip, head(change, "main")
    told = f"{tip} {tip} refs/heads/main\n{tip} {new} refs/heads/main\n"
    ran = wakebook("hook", "pre-receive", cwd=server.bare.root, stdin=told)

    assert ran.code == 1
    assert "a push names it twice" in ran.stderr


def test_a_server_without_a_commit_is_told_how_to_get_one(shop, wakebook, tmp_path):
    bare = Repository(tmp_path / "new.git")
    shop.git("init", "--quiet", "--bare", "-b", "main", str(bare.root))
    ran = wakebook("hook", "install", cwd=bare)
    assert (ran.code, "main has no commit yet that could judge" in ran.stderr) == (0, True)
    line = ran.stderr.splitlines()[-1].partition(": git ")[2]
    bare.git(*line.replace("PATH-OF-THE-RECORDS", str(shop.root)).split())
    assert bare.git("rev-parse", "main") == shop.git("rev-parse", "main")
    assert wakebook("hook", "install", cwd=bare).stderr == ""
