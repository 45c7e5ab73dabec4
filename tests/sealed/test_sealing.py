"""Restricted records are encrypted in place: git never holds their text (6.6)."""

import subprocess

import pyrage
import pytest
from tests.sealed.conftest import TITLE, key, policy

pytestmark = pytest.mark.daily(3)


def _texts_of_all_objects(repository):
    listed = repository.git("cat-file", "--batch-check", "--batch-all-objects").splitlines()
    names = [line.split()[0] for line in listed]
    done = subprocess.run(
        ["git", "cat-file", "--batch"],
        cwd=repository.root,
        input="\n".join(names).encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_6_6_a_restricted_incident_is_sealed_from_its_first_byte(vault):
    assert vault("log", "-i", vault.id, "--mitigated", "The export is off").code == 0
    assert all(name.endswith(".age") or name == "sealed.yaml" for name in vault.files)
    held = _texts_of_all_objects(vault.repository)
    assert TITLE.encode() not in held
    assert b"The export is off" not in held
    assert not vault.repository.git("status", "--porcelain")


def test_6_6_opening_says_that_the_commit_is_in_the_clear(vault):
    said = vault("actions", "add", vault.id, "Turn it off", "--owner", "me", "--due", "14d").stdout
    assert said.splitlines()[1].endswith("/actions/turn-it-off.yaml.age")
    ran = vault("seal", vault.id, "--open")
    assert "from this commit on git's history holds it in the clear" in ran.stderr


def test_6_6_who_has_a_key_works_as_always(vault):
    vault("log", "-i", vault.id, "--mitigated", "The export is off")
    shown = vault("show", vault.id).stdout
    assert TITLE in shown
    assert "The export is off" in shown
    assert "status: monitoring" in (vault.folder / "sealed.yaml").read_text()
    ran = vault("check", "--profile", "pedantic", "--base", "HEAD~1")
    assert (ran.code, "WB" in ran.stdout) == (0, False), ran.stdout
    assert vault("log", "-i", vault.id, "--resolved", "--at", "-1m", "It is over").code == 0
    assert "status: resolved" in (vault.folder / "sealed.yaml").read_text()


def test_6_6_who_has_none_sees_that_it_is_there_and_nothing_else(vault, tmp_path):
    vault.take_key()
    ran = vault("check")
    assert ran.code == 0
    assert "WB0010 is sealed and no key here opens it" in ran.stdout
    told = [ran, vault("show", vault.id), vault("list")]
    assert "no key here opens it" in told[1].stderr
    assert "1 record is sealed" in told[2].stderr
    assert not any(TITLE in ran.stdout + ran.stderr for ran in told)
    other, _ = key(tmp_path, "eve")
    vault.take_key(other)
    assert "no key here opens it" in vault("show", vault.id).stderr


def test_6_6_who_has_none_may_still_add_a_line(vault):
    vault.take_key()
    assert vault("log", "-i", vault.id, "The list is for sale").code == 0
    ran = vault("log", "-i", vault.id, "--resolved")
    assert (ran.code, "only add words" in ran.stderr) == (1, True)
    vault.take_key(vault.key)
    assert "The list is for sale" in vault("show", vault.id).stdout
    assert vault("check", vault.id).code == 0
    assert b"for sale" not in _texts_of_all_objects(vault.repository)


def test_6_6_what_was_found_with_a_key_is_kept_nowhere(vault):
    assert vault("log", "-i", vault.id, "--role", "commander", "--by", "user:nobody").code != 70
    vault("check", "--profile", "pedantic")
    vault("follow-up")
    for audience in ("public", "staff", "restricted"):
        ran = vault("publish", "status", "--audience", audience, "--to", f"build/{audience}")
        assert ran.code in (0, 1), ran.stderr
        ran = vault("publish", "--audience", audience, "--to", f"build/{audience}")
        assert ran.code in (0, 1), ran.stderr
    top = vault.repository.root
    made = [p for d in (".git/wakebook", "build") for p in (top / d).rglob("*") if p.is_file()]
    assert {"status.sqlite", "index.html"} <= {p.name for p in made}
    text = TITLE.casefold().encode()
    assert not [p for p in made if text in p.read_bytes().lower()]


def test_6_6_no_site_of_any_audience_without_a_key_tells_of_it(vault):
    vault.take_key()
    assert vault("publish", "--audience", "restricted").code == 0
    assert vault("publish", "status", "--audience", "restricted").code == 0
    build = [p for p in (vault.repository.root / "build").rglob("*") if p.is_file()]
    assert len(build) > 50
    assert not [p for p in build if TITLE.encode() in p.read_bytes()]


def test_6_6_a_closure_is_foreseen_and_made(vault):
    vault("log", "-i", vault.id, "--resolved", "--at", "-1m", "It is over")
    ran = vault("close", vault.id, "--check")
    assert "nothing stands before the closure" in ran.stdout
    assert vault("close", vault.id).code == 0
    assert "status: closed" in (vault.folder / "sealed.yaml").read_text()
    assert not vault.repository.git("status", "--porcelain")
    assert vault("check", vault.id).code == 0


def test_6_6_a_clear_record_is_sealed_and_opened_again(vault, small):
    opened = vault("seal", vault.id, "--open")
    assert opened.code == 0, opened.stderr
    assert {"incident.yaml"} <= vault.files
    assert not any(name.endswith(".age") for name in vault.files)
    before = {n: (vault.folder / n).read_bytes() for n in vault.files}
    sealed = vault("seal", vault.id)
    assert sealed.code == 0, sealed.stderr
    assert "git's history holds" in sealed.stderr
    assert "in the clear" in sealed.stderr
    assert vault.files == {f"{name}.age" for name in before} | {"sealed.yaml"}
    assert not small.git("status", "--porcelain")
    vault("seal", vault.id, "--open")
    assert {n: (vault.folder / n).read_bytes() for n in vault.files} == before


def test_6_6_a_new_reader_reads_what_is_sealed_again(vault, tmp_path):
    other, public = key(tmp_path, "ben")
    mine = pyrage.x25519.Identity.from_str(vault.key.read_text().splitlines()[1]).to_public()
    vault.repository.write("policies/sealing.yaml", policy(str(mine), public))
    vault.repository.commit("Ben reads too")
    vault.take_key(other)
    assert vault("show", vault.id).code == 1
    vault.take_key(vault.key)
    assert vault("seal", vault.id, "--again").code == 0
    vault.take_key(other)
    assert TITLE in vault("show", vault.id).stdout


def test_6_6_a_key_of_ssh_will_do(vault, tmp_path):
    file = tmp_path / "ssh"
    made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(made, check=True)
    public = " ".join(file.with_suffix(".pub").read_text().split()[:2])
    vault.repository.write("policies/sealing.yaml", policy(public))
    assert vault("seal", vault.id, "--again").code == 0
    assert vault("show", vault.id).code == 1
    vault.take_key(file)
    assert TITLE in vault("show", vault.id).stdout


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda f: (f / "sealed.yaml").unlink(), "beside it there is no sealed.yaml"),
        (lambda f: (f / "incident.yaml").write_text("title: x\n"), "sealed and in the clear"),
        (
            lambda f: (f / "timeline/20261127T000000Z-aaaa.yaml").write_text("- kind: declared\n"),
            "lies in the clear beside sealed files",
        ),
        (
            lambda f: (f / "incident.yaml.age").write_bytes(b"age-encryption.org/v1\n"),
            "does not name the digest",
        ),
        (
            lambda f: (f / "sealed.yaml").write_text(
                (f / "sealed.yaml").read_text().replace("investigating", "closed")
            ),
            "says status closed, the record investigating",
        ),
    ],
    ids=["no stub", "both", "one in the clear", "another header", "another status"],
)
def test_6_6_a_record_that_is_half_sealed_is_refused(vault, spoil, what):
    spoil(vault.folder)
    ran = vault("check", vault.id)
    assert ran.code == 1
    assert "WB0009" in ran.stdout
    assert what in ran.stdout


def test_6_6_only_the_restricted_is_sealed(vault):
    ran = vault("seal", "2026-10-19-payments-timeouts")
    assert (ran.code, "only what is restricted is sealed" in ran.stderr) == (1, True)
    assert "is sealed; --again" in vault("seal", vault.id).stderr


def test_6_6_without_a_policy_nothing_is_sealed_and_nothing_lost(small, wakebook):
    wakebook("new", "--restricted", TITLE, cwd=small)
    found = next((small.root / "incidents/2026").glob("*-incident-*"))
    ran = wakebook("seal", found.name, cwd=small)
    assert (ran.code, "nothing can be sealed without policies/sealing.yaml" in ran.stderr) == (
        3,
        True,
    )
    assert (found / "incident.yaml").is_file()


@pytest.mark.parametrize("bad", ["absent", "empty", "public"])
def test_6_6_a_key_that_cannot_be_read_is_told(vault, tmp_path, bad):
    file = tmp_path / "key.txt"
    if bad != "absent":
        file.write_text("" if bad == "empty" else "age1nothing\n")
    vault.take_key(file)
    ran = vault("check")
    if bad == "empty":
        assert "WB0010" in ran.stdout
    else:
        assert (ran.code, "git's setting wakebook.identity names" in ran.stderr) == (3, True)
    assert str(tmp_path) not in ran.stderr


STANZA = b"\n-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43


@pytest.mark.parametrize(
    "raw",
    [b"", b"age-encryption.org/v1\n", b"age-encryption.org/v1" + STANZA * 20_000],
    ids=["empty", "cut", "for-too-many"],
)
def test_6_6_a_file_that_the_keys_do_not_open_is_an_error_where_they_open_the_rest(vault, raw):
    path = f"incidents/2026/{vault.id}/timeline/20261128T100000Z-0001.yaml.age"
    (vault.repository.root / path).write_bytes(raw)
    ran = vault("check")
    assert ran.code == 1
    assert f"{path}:1:1: error WB0009 is opened by no key here" in ran.stdout
    vault.take_key()
    assert "WB0009" not in vault("check").stdout
