"""A review in plain git is a tag that git signs, about one commit (5.2)."""

import os
import subprocess
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


def test_a_key_that_is_not_there_is_named(shop, wakebook, keys, tmp_path, monkeypatch):
    ran = wakebook("approve", "--key", "nowhere/key", cwd=shop)
    assert (ran.code, f"{shop.root}/nowhere/key; --key names it" in ran.stderr) == (2, True)
    shop.git("config", "user.signingKey", "~/no-such.pub")
    monkeypatch.setenv("HOME", str(tmp_path))
    ran = wakebook("approve", cwd=shop)
    assert (ran.code, f"there is no key {tmp_path}/no-such.pub; git config" in ran.stderr) == (2, 1)
    assert (reviews(shop), shop.git("tag", "--list")) == ([], "")
    shop.git("config", "user.signingKey", "key::" + Path(f"{keys['ben']}.pub").read_text())
    ran = wakebook("approve", cwd=shop)
    assert (ran.code, "could not sign with the key of user.signingKey" in ran.stderr) == (3, True)
    assert (reviews(shop), shop.git("tag", "--list")) == ([], "")


def test_a_key_is_looked_for_where_it_was_named(shop, wakebook, keys):
    mine = shop.write("catalog/mine", keys["ben"].read_bytes())
    shop.write("catalog/mine.pub", Path(f"{keys['ben']}.pub").read_bytes())
    ran = wakebook("approve", "--key", "mine", cwd=shop.root / "catalog")
    assert (ran.code, f"could not sign with {mine}: Permissions 0" in ran.stderr) == (3, True)
    mine.chmod(0o600)
    ran = wakebook("approve", "--key", "mine", cwd=shop.root / "catalog")
    assert (ran.code, "as user:ben" in ran.stdout) == (0, True)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("public alone", "No private key found for"),
        ("junk", "Couldn't load public key"),
        ("locked", "incorrect passphrase supplied to decrypt private key; `ssh-add FILE` unlocks"),
    ],
)
def test_what_git_cannot_sign_with_is_told_in_its_own_words(shop, wakebook, keys, kind, says):
    file = keys["ben"].with_name(kind)
    if kind == "locked":
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "a secret", "-f", str(file)]
        subprocess.run(made, check=True)
    else:
        file.write_text(Path(f"{keys['ben']}.pub").read_text() if kind != "junk" else "junk\n")
        file.chmod(0o600)
    ran = wakebook("approve", "--key", str(file), cwd=shop)
    assert (ran.code, f"could not sign with {file}: " in ran.stderr) == (3, True)
    assert says in ran.stderr
    assert (reviews(shop), shop.git("tag", "--list")) == ([], "")


def test_a_branch_that_was_not_fetched_yet_is_advised_to_be(shop, wakebook, tmp_path):
    shop.git("clone", "--quiet", ".", str(tmp_path / "clone"))
    ran = wakebook("approve", "origin/close", cwd=tmp_path / "clone")
    assert (ran.code, ran.stderr) == (
        3,
        "wakebook: there is no revision 'origin/close'; git fetch origin first\n",
    )


def change(shop, who="ana"):
    """A branch with one commit of somebody."""
    shop.git("switch", "--quiet", "-c", "change")
    shop.write("problems/x.yaml", "title: x\n")
    shop.git("add", ".")
    address = f"{who}@shop.example"
    user = ("-c", f"user.name={who}", "-c", f"user.email={address}")
    shop.git(*user, "commit", "--quiet", "-m", "Change", f"--author={who} <{address}>")


def test_whoever_approves_what_is_theirs_is_told(shop, approve):
    change(shop)
    told = "has a part in this change: the approval counts only where"
    assert f"user:ana {told}" in approve("ana", cwd=shop).stderr
    assert told not in approve("ana", "--request-changes", cwd=shop).stderr
    ran = approve("ben", cwd=shop)
    assert told not in ran.stderr
    assert "nothing to merge" not in ran.stderr


def test_whoever_had_a_part_in_the_record_is_told(shop, wakebook, approve, monkeypatch):
    assert wakebook("new", "Mail is late", cwd=shop).code == 0
    monkeypatch.setenv("WAKEBOOK_USER", "user:ben")
    assert wakebook("log", "I restarted it", cwd=shop).code == 0
    shop.git("switch", "--quiet", "-c", "end")
    monkeypatch.setenv("WAKEBOOK_USER", "user:ana")
    assert wakebook("log", "--canceled", "It was a drill", cwd=shop).code == 0
    told = "the approval does not count for End of a record of"
    ran = approve("ben", "--base", "main", cwd=shop)
    assert told in ran.stderr
    assert "-mail-is-late: ben wrote in its log" in ran.stderr
    assert told not in approve("ben", "--base", "main", "--request-changes", cwd=shop).stderr
    assert told not in approve("cleo", "--base", "main", cwd=shop).stderr


def test_whoever_approves_what_is_merged_is_told(shop, approve):
    change(shop)
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--ff-only", "change")
    ran = approve("ben", "change", cwd=shop)
    assert (ran.code, "are one commit, " in ran.stderr) == (0, True)


def test_after_signing_the_way_to_push_is_told(shop, approve):
    said = approve("ben", cwd=shop).stderr.splitlines()
    assert said[-2].startswith("wakebook: to let it count: git push origin refs/wakebook/")
    assert said[-1] == "wakebook: with --push it is pushed at once"


def test_it_is_judged_by_the_branch_that_is_gated(shop, approve, tmp_path):
    shop.git("branch", "--quiet", "-m", "trunk")
    change(shop)
    ran = approve("ben", cwd=shop)
    assert (ran.code, "say it with --base" in ran.stderr) == (2, True)
    assert approve("ben", "--base", "trunk", cwd=shop).code == 0
    shop.git("clone", "--quiet", ".", str(tmp_path / "clone"), "-b", "trunk")
    ran = approve("ben", "origin/change", cwd=tmp_path / "clone")
    assert (ran.code, "as user:ben" in ran.stdout) == (0, True)


def test_outside_of_a_repository_no_option_is_named(wakebook, tmp_path):
    ran = wakebook("approve", cwd=tmp_path)
    assert (ran.code, ran.stderr) == (
        2,
        "wakebook: there is no git repository in . or a folder above; `wakebook init` begins one\n",
    )


def test_without_a_key_git_says_what_it_wants(shop, wakebook):
    ran = wakebook("approve", cwd=shop)
    assert ran.code == 3
    assert ran.stderr == (
        "wakebook: git has no key to sign with; name one: git config user.signingKey "
        "~/.ssh/id_ed25519.pub, or --key FILE\n"
    )
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
