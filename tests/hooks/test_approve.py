"""A review in plain git is a tag that git signs, about one commit (5.2)."""

import os
from pathlib import Path

import pytest


def reviews(shop):
    listed = shop.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/wakebook")
    return [tuple(line.split()) for line in listed.splitlines()]


def test_a_review_is_a_tag_that_git_itself_verifies(shop, keys, approve, tmp_path):
    head = shop.git("rev-parse", "HEAD").strip()
    ran = approve("ben", "-m", "Looks right.", cwd=shop)
    assert (ran.code, ran.stderr.count("git push origin refs/wakebook/")) == (0, 1), ran.stderr
    assert ran.stdout == f"approved {head[:12]} (Tell everybody's key) as user:ben\n"
    ((ref, tag),) = reviews(shop)
    assert ref.startswith(f"refs/wakebook/reviews/{head}/ana-")
    assert shop.git("tag", "--list") == ""
    text = shop.git("cat-file", "tag", tag)
    assert text.startswith(f"object {head}\ntype commit\ntag {ref.removeprefix('refs/')}\n")
    policy = shop.git("ls-tree", "--object-only", head, "policies/approvals.yaml").strip()
    trailers = f"\nWakebook-Review: approved\nWakebook-Policy: {policy or 'none'}\n"
    assert f"\n\nLooks right.\n{trailers}-----BEGIN SSH SIGNATURE-----\n" in text
    allowed = tmp_path / "allowed"
    allowed.write_text("ben " + Path(f"{keys['ben']}.pub").read_text())
    shop.git("-c", f"gpg.ssh.allowedSignersFile={allowed}", "verify-tag", tag)


@pytest.mark.parametrize(
    ("option", "state", "said"),
    [
        ("--request-changes", "changes_requested", "asked for changes to"),
        ("--dismiss", "dismissed", "took back the review of"),
    ],
)
def test_a_review_can_say_something_else(shop, approve, option, state, said):
    ran = approve("cleo", option, cwd=shop)
    assert (ran.code, ran.stdout.startswith(said)) == (0, True)
    assert f"\nWakebook-Review: {state}\n" in shop.git("cat-file", "tag", reviews(shop)[0][1])


def test_the_key_of_gits_own_setting_is_used(shop, keys, wakebook):
    shop.git("config", "user.signingKey", f"{keys['cleo']}.pub")
    assert "as user:cleo" in wakebook("approve", cwd=shop).stdout


def test_without_a_key_git_says_what_it_wants(shop, wakebook):
    ran = wakebook("approve", cwd=shop)
    assert (ran.code, "user.signingkey" in ran.stderr.casefold()) == (3, True), ran.stderr
    assert (reviews(shop), shop.git("tag", "--list")) == ([], "")


def test_a_review_that_would_not_count_is_not_kept(shop, approve):
    ran = approve("stranger", cwd=shop)
    assert ran.code == 1
    assert "a key of nobody in the target's catalog" in ran.stderr
    assert (reviews(shop), shop.git("tag", "--list")) == ([], "")


def test_what_is_no_revision_is_refused(shop, wakebook):
    ran = wakebook("approve", "no-such", cwd=shop)
    assert (ran.code, ran.stderr) == (3, "wakebook: there is no revision 'no-such'\n")


def test_a_push_that_fails_is_said_with_the_way_to_do_it(shop, approve):
    ran = approve("ben", "--push", cwd=shop)
    assert ran.code == 1
    assert "signed here, but not pushed" in ran.stderr
    assert f"git push origin {reviews(shop)[0][0]}" in ran.stderr


def test_the_name_of_a_review_is_made_of_the_committers(shop, approve, monkeypatch):
    monkeypatch.setitem(os.environ, "GIT_COMMITTER_NAME", "Zoë ../x Ó Briain")
    assert approve("ben", cwd=shop).code == 0
    assert reviews(shop)[0][0].rpartition("/")[2].startswith("zoe-x-o-briain-2")
